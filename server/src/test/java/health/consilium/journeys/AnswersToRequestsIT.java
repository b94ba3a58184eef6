package health.consilium.journeys;

import static health.consilium.journeys.Requests.HER2;
import static health.consilium.journeys.Requests.MAMMOGRAM;
import static health.consilium.journeys.Requests.answer;
import static health.consilium.journeys.Requests.asked;
import static health.consilium.journeys.Requests.brief;
import static health.consilium.journeys.Requests.gap;
import static health.consilium.journeys.Requests.input;
import static health.consilium.journeys.Requests.record;
import static health.consilium.journeys.Requests.result;
import static health.consilium.journeys.Requests.underReview;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What follows when somebody answers a request for records: with a record, in words, or not at all. */
@ServerTest
class AnswersToRequestsIT {

    @Autowired
    Journeys journeys;

    @Test
    void aRecordThatArrivesBringsTheCaseBackToTheReview() {
        Journey journey = underReview(journeys);
        asked(journey, gap(journey, MAMMOGRAM));

        String sent = journey.hospital().post(record(journey)).createdId();

        assertThat(journey.status()).isEqualTo("records-review");
        Task request = journey.open("supply-missing");
        Journey.moved(
                journey.hospital(),
                journey.hospital().read(Task.class, Journey.reference(request)),
                "completed",
                OnTheWay.output("record", new Reference("DocumentReference/" + sent)));
        assertThat(journey.hospital()
                        .get("DetectedIssue/" + gap(journey, MAMMOGRAM).getIdPart())
                        .status())
                .as("with the Task ends what it let in on")
                .isEqualTo(404);
    }

    @Test
    void aResultThatArrivesClosesItsGapOfThisCaseAndOfNoOther() {
        Journey other = underReview(journeys);
        Journey journey = underReview(journeys);
        asked(journey, gap(journey, HER2));
        String untouched = gap(other, HER2).getMeta().getVersionId();

        String sent = journey.hospital().post(result(journey)).createdId();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            DetectedIssue gap = gap(journey, HER2);
            assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
            assertThat(gap.getMitigationFirstRep().getAction().getText()).isEqualTo("Met by Observation/" + sent);
            assertThat(journey.status()).isEqualTo("records-review");
        });
        assertThat(gap(other, HER2).getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
        assertThat(gap(other, HER2).getMeta().getVersionId()).isEqualTo(untouched);
    }

    @Test
    void anAnswerThatItDoesNotExistIsEvidenceThatACoordinatorConfirms() {
        Journey journey = underReview(journeys);
        Task request = asked(journey, gap(journey, HER2)).get(0);
        Questionnaire form = journey.hospital().read(Questionnaire.class, input(request, "questionnaire"));

        String answered = journey.hospital()
                .post(answer(form, "absent", "reason", new StringType("The block was used up in 2024")))
                .createdId();
        Journey.moved(
                journey.hospital(),
                journey.hospital().read(Task.class, Journey.reference(request)),
                "completed",
                OnTheWay.output("questionnaire", new Reference("QuestionnaireResponse/" + answered)));

        assertThat(journey.status()).isEqualTo("records-review");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            DetectedIssue gap = gap(journey, HER2);
            assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
            assertThat(gap.getDetail()).contains("QuestionnaireResponse/" + answered + " says that it does not exist");
            assertThat(gap.getEvidence()).anySatisfy(evidence -> assertThat(
                            evidence.getDetailFirstRep().getReference())
                    .isEqualTo("QuestionnaireResponse/" + answered));
        });
        QuestionnaireResponse stored =
                journey.coordinator().read(QuestionnaireResponse.class, "QuestionnaireResponse/" + answered);
        assertThat(stored.getBasedOnFirstRep().getReference()).isEqualTo(journey.caseReference());
        assertThat(stored.getAuthor().getReference()).isEqualTo("Organization/hospital-nairobi");
    }

    @Test
    void anAnswerSaysAllThatGoesWithIt() {
        Journey journey = underReview(journeys);
        Task request = asked(journey, gap(journey, HER2)).get(0);
        Api hospital = journey.hospital();
        Questionnaire form = hospital.read(Questionnaire.class, input(request, "questionnaire"));

        assertThat(hospital.post(answer(form, "absent", "reason", new StringType(" ")))
                        .message())
                .contains("needs a reason");
        assertThat(hospital.post(answer(form, "later", null, null)).message()).contains("needs a date");
        assertThat(hospital.post(answer(form, "attached", null, null)).message())
                .contains("names no DocumentReference");
        QuestionnaireResponse empty = answer(form, "later", "date", new DateType("2026-12-24"));
        empty.getItem().clear();
        assertThat(hospital.post(empty).message()).contains(HER2 + " has no answer");
        assertThat(hospital.post(answer(form, "later", "date", new DateType("2026-12-24")))
                        .status())
                .isEqualTo(201);
        assertThat(journeys.hospitalSends("hcc")
                        .patient()
                        .post(answer(form, "not-applicable", "reason", new StringType("I say so")))
                        .code())
                .isEqualTo("dangling-reference");
    }

    @Test
    void whatIsWaivedIsAskedOfNobodyAndTheCaseGoesOn() {
        Journey journey = underReview(journeys);
        Journey.moved(journey.coordinator(), journey.open("review-records"), "completed");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journey.status()).isEqualTo("matching"));
        Task request = asked(journey, gap(journey, HER2)).get(0);
        assertThat(journey.status()).isEqualTo("gaps-requested");

        DetectedIssue waived = gap(journey, HER2).setStatus(DetectedIssueStatus.FINAL);
        waived.addMitigation()
                .setAction(new CodeableConcept().setText("No tissue is left"))
                .setAuthor(new Reference("Practitioner/coordinator"));
        journey.coordinator().put(waived).as(DetectedIssue.class);

        assertThat(journey.status()).isEqualTo("matching");
        assertThat(journey.coordinator()
                        .read(Task.class, Journey.reference(request))
                        .getStatus())
                .isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(journey.hospital().get(input(request, "record")).status()).isEqualTo(404);
        assertThat(brief(journey)).contains("Waived: No tissue is left (signed by Amina Otieno, ");
    }
}

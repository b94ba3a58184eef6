package health.consilium.journeys;

import static health.consilium.journeys.Requests.HER2;
import static health.consilium.journeys.Requests.MAMMOGRAM;
import static health.consilium.journeys.Requests.SO;
import static health.consilium.journeys.Requests.ask;
import static health.consilium.journeys.Requests.asked;
import static health.consilium.journeys.Requests.documents;
import static health.consilium.journeys.Requests.errors;
import static health.consilium.journeys.Requests.gap;
import static health.consilium.journeys.Requests.gaps;
import static health.consilium.journeys.Requests.input;
import static health.consilium.journeys.Requests.persist;
import static health.consilium.journeys.Requests.question;
import static health.consilium.journeys.Requests.reference;
import static health.consilium.journeys.Requests.text;
import static health.consilium.journeys.Requests.underReview;
import static health.consilium.journeys.Requests.withoutHer2AndMammogram;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class RequestMissingIT {

    @Autowired
    Journeys journeys;

    @Test
    void theHospitalIsAskedAndTheCaseWaits() {
        Journey journey = underReview(journeys);

        List<Task> requests = asked(journey, gap(journey, MAMMOGRAM));

        assertThat(requests).hasSize(1);
        Task request = requests.get(0);
        assertThat(journey.status()).isEqualTo("gaps-requested");
        assertThat(journey.root().getStatus()).isEqualTo(Task.TaskStatus.ONHOLD);
        assertThat(request.getOwner().getReference()).isEqualTo("Organization/hospital-nairobi");
        assertThat(request.getMeta().hasProfile(SO + "/StructureDefinition/information-request"))
                .isTrue();
        assertThat(request.getReasonReference().getReference())
                .isEqualTo(gaps(request).get(0));
        assertThat(request.getRestriction().getPeriod().hasEnd()).isTrue();
        Api hospital = journey.hospital();
        assertThat(hospital.search(
                        Task.class, "Task?status=requested&subject=Patient/" + journey.patientId() + "&_count=100"))
                .extracting(Journey::reference)
                .contains(Journey.reference(request));
        assertThat(hospital.read(DetectedIssue.class, gaps(request).get(0)).getStatus())
                .isEqualTo(DetectedIssueStatus.PRELIMINARY);
        Questionnaire form = hospital.read(Questionnaire.class, input(request, "questionnaire"));
        assertThat(form.getItem())
                .extracting(Questionnaire.QuestionnaireItemComponent::getLinkId)
                .containsExactly(MAMMOGRAM);
        assertThat(errors(hospital, form)).isEmpty();
        DocumentReference letter = hospital.read(DocumentReference.class, input(request, "record"));
        assertThat(letter.getType().hasCoding("http://loinc.org", "64292-6")).isTrue();
        assertThat(text(hospital, letter))
                .contains(
                        "Sunita Sharma (सुनीता शर्मा)",
                        "Diagnostic mammogram",
                        journey.number(),
                        "Release by the patient");
    }

    @Test
    void whatTheDeskGivesToAnotherHospitalIsTheOthersAlone() {
        Journey journey = underReview(journeys);
        Task request = asked(journey, gap(journey, MAMMOGRAM)).get(0);
        Organization elsewhere = new Organization().setName("Another hospital");
        elsewhere.setId("elsewhere");
        journey.coordinator().put(elsewhere).as(Organization.class);
        Api other = journey.stranger(PartyRole.HOSPITAL);
        String task = Journey.reference(request);
        assertThat(other.get(task).status()).isEqualTo(404);

        Api.Response given = journey.coordinator()
                .patch(
                        task,
                        request.getMeta().getVersionId(),
                        "[{\"op\":\"replace\",\"path\":\"/owner/reference\",\"value\":\"Organization/elsewhere\"}]");

        assertThat(given.status()).as(given.text()).isEqualTo(200);
        assertThat(other.get(task).status()).isEqualTo(200);
        assertThat(other.search(Task.class, "Task?_id=" + request.getIdElement().getIdPart()))
                .as("and finds it")
                .hasSize(1);
        for (String path : List.of(task, task + "/_history/1")) {
            assertThat(journey.hospital().get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(journey.hospital()
                        .search(Task.class, "Task?_id=" + request.getIdElement().getIdPart()))
                .isEmpty();
    }

    @Test
    void eachSourceGetsOneRequest() {
        Journey journey = underReview(journeys);

        List<Task> requests = asked(journey, gap(journey, HER2), gap(journey, MAMMOGRAM));

        Api desk = journey.coordinator();
        List<String> letters = requests.stream()
                .map(task -> text(desk, desk.read(DocumentReference.class, input(task, "record"))))
                .toList();
        assertThat(letters)
                .as("the hospital hands on what a laboratory is asked for")
                .satisfiesExactly(
                        hospital -> assertThat(hospital).contains("Medical records department", "mammogram"),
                        laboratory -> assertThat(laboratory).contains("Laboratory through ", "HER2 IHC score"));
        assertThat(requests)
                .extracting(task -> task.getOwner().getReference())
                .containsOnly("Organization/hospital-nairobi");
        assertThat(requests.stream().flatMap(task -> gaps(task).stream())).hasSize(2);
    }

    @Test
    void allThatStandsInTheWayIsSaidAtOnce() {
        Journey journey = underReview(journeys);
        Journey other = underReview(journeys);
        String task = Journey.reference(asked(journey, gap(journey, HER2)).get(0));
        int documents = documents(journey);

        Api.Response refused = ask(
                journey,
                question(Journey.reference(gap(journey, HER2)))
                        .addParameter(reference("gap", Journey.reference(gap(journey, MAMMOGRAM))))
                        .addParameter(reference("gap", Journey.reference(gap(other, HER2))))
                        .addParameter(reference("assignee", "Patient/" + other.patientId())));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.codes()).containsExactly("duplicate", "dangling-reference", "dangling-reference");
        assertThat(refused.message()).contains("asked for already, in " + task);
        assertThat(journey.tasks("supply-missing")).hasSize(1);
        assertThat(documents(journey)).as("nothing half done").isEqualTo(documents);
        assertThat(ask(journey, question("DetectedIssue/nothing")).code()).isEqualTo("dangling-reference");
        assertThat(journey.coordinator()
                        .operation(task + "/$request-missing", question(Journey.reference(gap(journey, MAMMOGRAM))))
                        .status())
                .isEqualTo(404);
        assertThat(ask(journey, new Parameters()).status()).isEqualTo(400);
        assertThat(ask(
                                journey,
                                question(Journey.reference(gap(journey, MAMMOGRAM)))
                                        .addParameter("language", new CodeType("in English please")))
                        .code())
                .isEqualTo("unknown-code");
    }

    @Test
    void nothingIsAskedForBeforeTheReview() {
        Journey journey = journeys.hospitalSends(withoutHer2AndMammogram());
        persist(journey);

        assertThat(ask(journey, question(Journey.reference(gap(journey, HER2)))).code())
                .isEqualTo("illegal-transition");
    }

    @Test
    void onlyTheDeskAsksAndOnlyTheOwnerSees() {
        Journey journey = underReview(journeys);
        Parameters question = question(Journey.reference(gap(journey, HER2)));
        String root = journey.rootReference();
        assertThat(journey.hospital()
                        .operation(root + "/$request-missing", question)
                        .status())
                .isEqualTo(403);
        assertThat(journey.patient()
                        .operation(root + "/$request-missing", question)
                        .status())
                .isEqualTo(403);
        Task request = asked(journey, gap(journey, HER2)).get(0);

        List<String> parts = List.of(
                Journey.reference(request),
                input(request, "questionnaire"),
                input(request, "record"),
                Journey.reference(gap(journey, HER2)));
        Api stranger = journeys.hospitalSends("hcc").patient();
        for (String part : parts) {
            assertThat(stranger.get(part).status()).isEqualTo(404);
            assertThat(Api.system("centre-seoul").get(part).status()).isIn(403, 404);
            assertThat(Api.person("translator-1").get(part).status()).isIn(403, 404);
            assertThat(journey.hospital().get(part).status()).isEqualTo(200);
        }
        assertThat(stranger.search(Questionnaire.class, "Questionnaire?_count=200"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "breast, hi, सुनीता शर्मा, चिकित्सा अभिलेखों का अनुरोध",
        "hcc, ar, عبد الرحمن عثمان محمود, طلب سجلات طبية",
        "nsclc, zh-Hans, 陈建国, 病历资料索取函"
    })
    void thePatientIsAskedInTheOwnLanguage(String example, String language, String name, String title) {
        Journey journey = underReview(journeys, ExampleCases.upToDate(ExampleCases.inEnglish(example)));
        DetectedIssue gap = gaps(journey).get(0);

        Task request = ask(
                        journey,
                        question(Journey.reference(gap))
                                .addParameter(reference("assignee", "Patient/" + journey.patientId()))
                                .addParameter("note", new MarkdownType("Dr Otieno, 2024")))
                .as(Bundle.class)
                .getEntry()
                .stream()
                .map(entry -> (Task) entry.getResource())
                .findFirst()
                .orElseThrow();

        Api patient = journey.patient();
        DocumentReference letter = patient.read(DocumentReference.class, input(request, "record"));
        assertThat(request.getLanguage()).isEqualTo(language);
        assertThat(letter.getContentFirstRep().getAttachment().getLanguage()).isEqualTo(language);
        assertThat(text(patient, letter))
                .contains(name, title, "Dr Otieno, 2024")
                .as("all of it is in the patient's language")
                .doesNotContain(((Coding) gap.getExtensionByUrl(SO + "/StructureDefinition/requirement")
                                .getValue())
                        .getDisplay());
        assertThat(patient.read(Questionnaire.class, input(request, "questionnaire"))
                        .getLanguage())
                .isEqualTo(language);
    }
}

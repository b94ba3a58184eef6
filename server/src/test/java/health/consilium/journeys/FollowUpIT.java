package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.Translators;
import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FollowUpIT {

    private static final String QUESTION = "क्या पहले चक्र के बाद फिर से जाँच करानी होगी?";

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    /** Of its patient are the questions, until the consent ends. */
    private OnTheWay liver;

    @BeforeAll
    void anOpinionIsDelivered() {
        liver = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
    }

    @Test
    void aQuestionIsTranslatedAnsweredTranslatedAndReviewedBeforeThePatientReadsTheAnswer() {
        OnTheWay way = OnTheWay.delivered(journeys, "breast", "centre-istanbul");
        Api patient = way.journey.patient();

        Task asked = ask(way, patient, QUESTION, "hi").as(Task.class);

        assertThat(way.journey.status()).isEqualTo("follow-up");
        assertThat(asked.getStatus()).isEqualTo(Task.TaskStatus.DRAFT);
        assertThat(way.centre().get(Journey.reference(asked)).status())
                .as("the centre is not asked what it cannot read")
                .isEqualTo(404);

        Translators.translateAll(way.journey);

        Task question = way.centre().read(Task.class, Journey.reference(asked));
        assertThat(question.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        assertThat(question.getRestriction().getPeriod().getEnd()).isNotNull();
        assertThat(question.getPartOfFirstRep().getReference()).isEqualTo(way.referral());
        assertThat(Api.FHIR.newJsonParser().encodeResourceToString(question))
                .as("nothing leads the centre to the case")
                .doesNotContain(way.journey.number())
                .doesNotContain(way.journey.rootReference())
                .doesNotContain(way.journey.caseReference());
        DocumentReference english = way.centre().read(DocumentReference.class, input(question, "translation"));
        assertThat(english.getContentFirstRep().getAttachment().getLanguage()).isEqualTo("en");
        assertThat(way.centre()
                        .with("Accept", "*/*")
                        .get(english.getContentFirstRep().getAttachment().getUrl())
                        .status())
                .isEqualTo(200);
        assertThat(Api.system("centre-mumbai").get(Journey.reference(asked)).status())
                .isEqualTo(404);

        String answer = answer(way, question, "Yes, after every second cycle.");

        for (String hidden : List.of(answer)) {
            assertThat(patient.get(hidden).status()).as(hidden).isEqualTo(404);
        }
        Task translate = way.open("translate-answer");
        assertThat(patient.get(Journey.reference(translate)).status()).isEqualTo(404);
        Translators.verify(verifyTask(way, translate));
        Task review = way.open("review-answer");
        assertThat(patient.search(Communication.class, "Communication?_count=100"))
                .noneMatch(message -> Journey.reference(message).equals(answer));

        Journey.moved(way.journey.coordinator(), review, "completed");

        Communication read = patient.read(Communication.class, answer);
        assertThat(read.getPayloadFirstRep().getContent().primitiveValue()).isEqualTo("Yes, after every second cycle.");
        assertThat(read.getInResponseToFirstRep().getReference()).isEqualTo(input(question, "question"));
        String original = review.getFocus().getReference();
        List<DocumentReference> translations =
                patient.search(DocumentReference.class, "DocumentReference?relatesto=" + original);
        assertThat(translations).hasSize(1);
        assertThat(patient.with("Accept", "*/*")
                        .get(translations
                                .get(0)
                                .getContentFirstRep()
                                .getAttachment()
                                .getUrl())
                        .status())
                .isEqualTo(200);
        assertThat(patient.search(Communication.class, "Communication?recipient=Patient/" + way.journey.patientId()))
                .filteredOn(Communication::hasInResponseTo)
                .hasSize(1)
                .allSatisfy(note -> {
                    assertThat(note.getLanguage()).isEqualTo("hi");
                    assertThat(note.getPayloadFirstRep().getContent().primitiveValue())
                            .doesNotContain("cycle");
                });
    }

    @Test
    @Order(1)
    void theSecondRoundHasAPriceAndOpensWhenThePatientAcceptsIt() {
        OnTheWay way = liver;
        Api patient = way.journey.patient();
        Task first = ask(way, patient, "How soon must we begin?", "en").as(Task.class);
        assertThat(first.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
        assertThat(ask(way, patient, "How soon must we begin?", "en")
                        .as(Task.class)
                        .getId())
                .as("sent again on a slow line it is the same question")
                .isEqualTo(first.getId());

        Api.Response refused = ask(way, patient, "And what may I eat?", "en");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("not-included");
        String offer = offer(refused);
        Claim claim = patient.read(Claim.class, offer);
        assertThat(claim.getUse()).isEqualTo(Claim.Use.PREDETERMINATION);
        assertThat(claim.getTotal().getCurrency()).isEqualTo("KRW");
        assertThat(claim.getTotal().getValue())
                .as("the round, and a page of translation for the answer")
                .isEqualByComparingTo("222000");
        assertThat(claim.getItem())
                .allSatisfy(item -> assertThat(item.hasExtension(OnTheWay.SO + "/StructureDefinition/price-date"))
                        .as("prices carry their date")
                        .isTrue());
        assertThat(languages(claim)).containsExactly("ar");
        assertThat(languages(patient.read(Claim.class, offer(ask(way, patient, "Et que puis-je manger ?", "fr")))))
                .as("each page in its language")
                .containsExactly("fr", "ar");
        assertThat(offer(ask(way, patient, "And what may I eat?", "en")))
                .as("the price that was offered stands")
                .isEqualTo(offer);
        assertThat(way.centre().get(offer).status()).isIn(403, 404);
        assertThat(ask(way, way.journey.coordinator(), "And what may I eat?", "en", offer)
                        .status())
                .as("nobody accepts for the patient")
                .isEqualTo(403);

        Task second = ask(way, patient, "And what may I eat?", "en", offer).as(Task.class);

        assertThat(second.getId()).isNotEqualTo(first.getId());
        assertThat(patient.read(Claim.class, offer).getStatus()).isEqualTo(Claim.ClaimStatus.ACTIVE);
        Api.Response third = ask(way, patient, "May I travel?", "en", offer);
        assertThat(third.status()).as("one offer opens one round").isEqualTo(409);
        assertThat(offer(third)).isNotEqualTo(offer);
    }

    @Test
    void anAnswerThatDoesNotPassTheReviewGoesBackAndIsNoFurtherRound() {
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Api patient = way.journey.patient();
        Task question = ask(way, patient, "How soon must we begin?", "en").as(Task.class);
        Task atCentre = way.centre().read(Task.class, Journey.reference(question));
        assertThat(Journey.move(way.centre(), atCentre, "completed").code()).isEqualTo("incomplete");
        assertThat(Journey.move(way.centre(), atCentre, "rejected").code()).isEqualTo("incomplete");
        String answer = answer(way, atCentre, "Soon.");
        Translators.verify(verifyTask(way, way.open("translate-answer")));
        Task review = way.open("review-answer");
        assertThat(Journey.move(way.journey.coordinator(), review, "rejected").code())
                .isEqualTo("incomplete");
        assertThat(Journey.move(way.journey.coordinator(), review, "cancelled").code())
                .isEqualTo("illegal-transition");

        review.setStatusReason(new CodeableConcept().setText("Say within how many weeks."));
        Journey.moved(way.journey.coordinator(), review, "rejected");

        assertThat(patient.get(answer).status()).isEqualTo(404);
        Task again = way.centre()
                .search(
                        Task.class,
                        "Task?status=requested&code=" + Journey.TASK_CODE + "|follow-up-question&part-of="
                                + way.referral())
                .get(0);
        assertThat(input(again, "question")).isEqualTo(input(question, "question"));
        assertThat(way.centre()
                        .read(Communication.class, input(again, "reason"))
                        .getPayloadFirstRep()
                        .getContent()
                        .primitiveValue())
                .isEqualTo("Say within how many weeks.");
        assertThat(patient.get(input(again, "reason")).status()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void questionsAreForTheirPatientAfterDeliveryAndUnderConsent() {
        OnTheWay early =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();
        assertThat(ask(early, early.journey.patient(), "When?", "en").code()).isEqualTo("not-ready");

        OnTheWay way = liver;
        Api patient = way.journey.patient();
        assertThat(ask(way, early.journey.patient(), "When?", "en").status()).isEqualTo(404);
        assertThat(ask(way, way.centre(), "When?", "en").status()).isEqualTo(403);
        assertThat(ask(way, patient, " ", "en").code()).isEqualTo("malformed");
        assertThat(ask(way, patient, "When?", "klingon!").code()).isEqualTo("unknown-code");
        assertThat(ask(way, patient, "When?", "en", "Claim/none").code()).isEqualTo("dangling-reference");

        var consent = patient.read(org.hl7.fhir.r4.model.Consent.class, Journey.reference(way.consent()));
        consent.setStatus(org.hl7.fhir.r4.model.Consent.ConsentState.INACTIVE);
        assertThat(patient.put(consent).status()).isEqualTo(200);
        assertThat(way.journey.status()).isEqualTo("closed");
        assertThat(ask(way, patient, "When?", "en").code()).isEqualTo("not-ready");
    }

    @Test
    void whatWasAskedInTimeIsAnsweredThoughTheTimeRunsOutAndThenTheCaseCloses() {
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Task question =
                ask(way, way.journey.patient(), "How soon must we begin?", "en").as(Task.class);
        String root = way.journey.root().getIdElement().getIdPart();
        TimePasses time = new TimePasses(jdbc);
        time.of(root, 31);
        await().atMost(Duration.ofSeconds(30)).until(() -> time.hasSeen(root, "close"));

        assertThat(way.journey.status()).isEqualTo("follow-up");
        String answer = answer(way, question, "Within two weeks.");
        Translators.verify(verifyTask(way, way.open("translate-answer")));
        assertThat(way.journey.status()).isEqualTo("follow-up");
        Journey.moved(way.journey.coordinator(), way.open("review-answer"), "completed");

        assertThat(way.journey.status()).isEqualTo("closed");
        assertThat(way.journey.patient().get(answer).status()).isEqualTo(200);
        assertThat(way.centre().get(way.referral()).status())
                .as("the centre's access ends with the case")
                .isEqualTo(404);
        assertThat(way.centre().get(Journey.reference(way.sent())).status()).isEqualTo(404);
    }

    @Test
    void anOpinionThatIsNeverReadDoesNotKeepTheCaseOpen() {
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Task root = way.journey.root();
        assertThat(root.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo("delivered");
        assertThat(root.getRestriction().getPeriod().getEnd())
                .as("the patient sees until when")
                .isNotNull();
        TimePasses time = new TimePasses(jdbc);
        time.of(root.getIdElement().getIdPart(), 29);
        assertThat(way.journey.status()).isEqualTo("delivered");
        time.of(root.getIdElement().getIdPart(), 2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(way.journey.status()).isEqualTo("closed"));

        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(way.journey
                        .patient()
                        .search(Composition.class, "Composition?subject=Patient/" + way.journey.patientId()))
                .as("what was delivered stays with the patient")
                .isNotEmpty();
    }

    private static Task verifyTask(OnTheWay way, Task translate) {
        Translators.translate(translate, "hi".equals(language(way)) ? "hi" : language(way));
        return way.open("verify-answer-translation");
    }

    private static String language(OnTheWay way) {
        return way.journey
                .coordinator()
                .read(org.hl7.fhir.r4.model.Patient.class, "Patient/" + way.journey.patientId())
                .getCommunicationFirstRep()
                .getLanguage()
                .getCodingFirstRep()
                .getCode();
    }

    static Api.Response ask(OnTheWay way, Api who, String question, String language, String... accept) {
        Parameters parameters = new Parameters();
        parameters.addParameter("question", new MarkdownType(question));
        parameters.addParameter("language", new CodeType(language));
        for (String claim : accept) {
            parameters.addParameter().setName("accept").setValue(new Reference(claim));
        }
        return who.operation(way.journey.rootReference() + "/$follow-up-question", parameters);
    }

    /** The centre answers by a message; gives its reference. */
    static String answer(OnTheWay way, Task question, String text) {
        Communication answer = new Communication();
        answer.getMeta().addProfile(OnTheWay.SO + "/StructureDefinition/message");
        answer.setStatus(Communication.CommunicationStatus.COMPLETED);
        answer.setLanguage("en");
        answer.addCategory(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/communication-category", "notification", null)));
        answer.addPartOf(new Reference(Journey.reference(question)));
        answer.addInResponseTo(new Reference(input(question, "question")));
        answer.addPayload().setContent(new StringType(text));
        String reference = "Communication/" + way.centre().post(answer).createdId();
        Journey.moved(
                way.centre(),
                way.centre().read(Task.class, Journey.reference(question)),
                "completed",
                OnTheWay.output("answer", new Reference(reference)));
        return reference;
    }

    private static String input(Task task, String type) {
        return task.getInput().stream()
                .filter(input -> input.getType().getCodingFirstRep().getCode().equals(type))
                .map(input -> ((Reference) input.getValue()).getReference())
                .findFirst()
                .orElseThrow();
    }

    /** Of the pages that are translated. */
    private static List<String> languages(Claim claim) {
        return claim.getItem().stream()
                .filter(Claim.ItemComponent::hasModifier)
                .map(item -> item.getModifierFirstRep().getCodingFirstRep().getCode())
                .toList();
    }

    private static String offer(Api.Response refused) {
        OperationOutcome outcome = (OperationOutcome) refused.resource();
        return ((Reference) outcome.getIssueFirstRep()
                        .getExtensionByUrl(OnTheWay.SO + "/StructureDefinition/offer")
                        .getValue())
                .getReference();
    }
}

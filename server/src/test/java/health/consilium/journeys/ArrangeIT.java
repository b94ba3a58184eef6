package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.PdfText;
import health.consilium.support.ServerTest;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArrangeIT {

    @Autowired
    Journeys journeys;

    /** For its patient the desk arranges one thing after the other. */
    private OnTheWay breast;

    @BeforeAll
    void anOpinionIsDelivered() {
        breast = OnTheWay.delivered(journeys, "breast", "centre-istanbul");
    }

    @Test
    @Order(1)
    void theLetterToTheOncologistQuotesTheOpinionAndGoesWhereThePatientWants() throws Exception {
        OnTheWay way = breast;
        Api patient = way.journey.patient();

        Task work = arrange(way, patient, "inform-oncologist", "Organization/hospital-nairobi")
                .as(Task.class);

        String letter = input(work, "letter", "DocumentReference/");
        assertThat(patient.get(letter).status()).as("a draft is the desk's").isEqualTo(404);
        assertThat(way.journey.hospital().get(letter).status()).isEqualTo(404);
        assertThat(arrange(way, patient, "inform-oncologist").as(Task.class).getId())
                .as("asked twice it is one letter")
                .isEqualTo(work.getId());

        Journey.moved(
                way.journey.coordinator(),
                way.journey.coordinator().read(Task.class, Journey.reference(work)),
                "completed");

        String text = pdf(patient, letter);
        assertThat(text)
                .contains("Sunita Sharma", "Breast cancer", "docetaxel", "Would you replace", "major difference");
        assertThat(pdf(way.journey.hospital(), letter)).isEqualTo(text);
        assertThat(way.centre().get(letter).status()).isEqualTo(404);
        assertThat(arrange(way, way.journey.coordinator(), "inform-oncologist", "Organization/hospital-nairobi")
                        .code())
                .as("nobody but the patient sends it to others")
                .isEqualTo("no-consent");
    }

    @Test
    void aLetterOnAnOpinionThatWasAmendedSinceDoesNotGoOut() {
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Api coordinator = way.journey.coordinator();
        Task work = arrange(way, coordinator, "inform-oncologist").as(Task.class);
        way.handIn(way.report("hcc"), "amended").as(Task.class);
        way.translated();
        Journey.moved(Api.person("clinician"), way.open("qa-report"), "completed");
        way.deliver().as(Parameters.class);

        Api.Response refused =
                Journey.move(coordinator, coordinator.read(Task.class, Journey.reference(work)), "completed");

        assertThat(refused.code()).isEqualTo("not-ready");
        assertThat(refused.message()).contains("amended");
        Journey.moved(coordinator, coordinator.read(Task.class, Journey.reference(work)), "cancelled");
        assertThat(coordinator
                        .read(DocumentReference.class, input(work, "letter", "DocumentReference/"))
                        .getStatus())
                .isEqualTo(DocumentReferenceStatus.SUPERSEDED);
    }

    @Test
    void theInsurerLearnsWhatWasDoneWhenByWhomAndAtWhatCost() throws Exception {
        OnTheWay way = OnTheWay.delivered(journeys, "hcc", "centre-seoul");
        Api patient = way.journey.patient();
        Api coordinator = way.journey.coordinator();
        Task first =
                FollowUpIT.ask(way, patient, "How soon must we begin?", "en").as(Task.class);
        FollowUpIT.answer(way, way.centre().read(Task.class, Journey.reference(first)), "Within two weeks.");
        Api.Response priced = FollowUpIT.ask(way, patient, "What may I eat?", "en");
        String offer = "Claim/" + priced.message().replaceAll(".*accept Claim/([\\w-]+).*", "$1");
        Task second =
                FollowUpIT.ask(way, patient, "What may I eat?", "en", offer).as(Task.class);
        FollowUpIT.answer(way, way.centre().read(Task.class, Journey.reference(second)), "Everything.");

        Task work = arrange(way, patient, "insurance-document", null, "en").as(Task.class);
        String letter = input(work, "letter", "DocumentReference/");
        String statement = input(work, "letter", "Claim/");
        assertThat(patient.get(statement).status()).isEqualTo(404);
        Journey.moved(coordinator, coordinator.read(Task.class, Journey.reference(work)), "completed");

        Claim claim = patient.read(Claim.class, statement);
        assertThat(claim.getStatus()).isEqualTo(Claim.ClaimStatus.ACTIVE);
        assertThat(claim.getUse()).isEqualTo(Claim.Use.CLAIM);
        assertThat(claim.getTotal().getValue()).isEqualByComparingTo("222000");
        assertThat(claim.getTotal().getCurrency()).isEqualTo("KRW");
        assertThat(claim.getItem())
                .extracting(
                        item -> item.getProductOrService().getCodingFirstRep().getCode())
                .contains("review", "follow-up", "translation-page");
        assertThat(claim.getItem()).allMatch(Claim.ItemComponent::hasServiced);
        assertThat(claim.getCareTeam())
                .extracting(member -> member.getProvider().getReference())
                .contains("Organization/centre-seoul");
        assertThat(claim.getRelatedFirstRep().getClaim().getReference()).isEqualTo(offer);
        assertThat(patient.operation("Claim/$validate", validate(claim)).text())
                .doesNotContain("\"severity\":\"error\"")
                .doesNotContain("\"severity\": \"error\"");
        assertThat(pdf(patient, letter)).contains("222000 KRW", "Seoul", "Total");
        assertThat(way.centre().get(statement).status()).isIn(403, 404);
    }

    @Test
    @Order(2)
    void theWayToTreatmentIsAProposalWithTravelVisaAndContact() {
        OnTheWay way = breast;
        Api patient = way.journey.patient();
        Api coordinator = way.journey.coordinator();

        Task transition = arrange(way, patient, "treatment-transition").as(Task.class);

        ServiceRequest proposal =
                way.centre().read(ServiceRequest.class, transition.getFocus().getReference());
        assertThat(proposal.getIntent()).isEqualTo(ServiceRequest.ServiceRequestIntent.PROPOSAL);
        assertThat(proposal.getPerformerFirstRep().getReference()).isEqualTo("Organization/centre-istanbul");
        assertThat(proposal.getRequester().getReference()).isEqualTo("Patient/" + way.journey.patientId());
        Api.Response early =
                Journey.move(coordinator, coordinator.read(Task.class, Journey.reference(transition)), "completed");
        assertThat(early.code()).isEqualTo("not-ready");
        assertThat(early.message()).contains("arrange-travel", "visa-letter", "admission-contact");

        Task visa = atCentre(way, "visa-letter");
        assertThat(Journey.move(way.centre(), visa, "completed").code()).isEqualTo("incomplete");
        String letter = visaLetter(way, visa);
        assertThat(patient.get(letter).status()).isEqualTo(404);
        Journey.moved(way.centre(), visa, "completed", OnTheWay.output("letter", new Reference(letter)));
        assertThat(patient.read(DocumentReference.class, letter)
                        .getContentFirstRep()
                        .getAttachment()
                        .getContentType())
                .isEqualTo("application/pdf");

        Task contact = atCentre(way, "admission-contact");
        assertThat(Journey.move(way.centre(), contact, "completed").code()).isEqualTo("incomplete");
        TaskOutputComponent text = OnTheWay.output("contact", null);
        text.setValue(new StringType("International office, +90 212 555 0100, 8 to 17"));
        Journey.moved(way.centre(), contact, "completed", text);
        assertThat(patient.read(Task.class, Journey.reference(contact))
                        .getOutputFirstRep()
                        .getValue()
                        .primitiveValue())
                .startsWith("International office");
        Journey.moved(coordinator, way.open("arrange-travel"), "completed");

        Journey.moved(coordinator, coordinator.read(Task.class, Journey.reference(transition)), "completed");

        assertThat(patient.read(ServiceRequest.class, transition.getFocus().getReference())
                        .getStatus())
                .isEqualTo(ServiceRequest.ServiceRequestStatus.COMPLETED);
        assertThat(way.journey.status()).isEqualTo("follow-up");
    }

    @Test
    void onlyWhatThereIsCanBeArrangedAndOnlyAfterDelivery() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();

        assertThat(arrange(way, way.journey.patient(), "inform-oncologist").code())
                .isEqualTo("not-ready");
        assertThat(arrange(way, way.journey.patient(), "a-party").code()).isEqualTo("unknown-code");
        assertThat(arrange(way, way.journey.hospital(), "inform-oncologist").status())
                .isEqualTo(403);
    }

    private static Parameters validate(Claim claim) {
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("resource").setResource(claim);
        return parameters;
    }

    private static Task atCentre(OnTheWay way, String code) {
        return way.centre()
                .search(
                        Task.class,
                        "Task?status=requested&code=" + Journey.TASK_CODE + "|" + code + "&part-of=" + way.referral())
                .get(0);
    }

    private static String visaLetter(OnTheWay way, Task task) {
        String binary = way.centre()
                .send("POST", "Binary", "application/pdf", ExampleCases.bytes("breast/opinion/report.pdf"))
                .createdId();
        DocumentReference letter = new DocumentReference();
        letter.setStatus(DocumentReferenceStatus.CURRENT);
        letter.getType().addCoding().setSystem("http://loinc.org").setCode("51852-2");
        letter.addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage("en")
                        .setUrl("Binary/" + binary));
        letter.getContext().addRelated(new Reference(Journey.reference(task)));
        return "DocumentReference/" + way.centre().post(letter).createdId();
    }

    private static String pdf(Api who, String letter) throws Exception {
        DocumentReference document = who.read(DocumentReference.class, letter);
        byte[] bytes = who.with("Accept", "application/pdf")
                .get(document.getContentFirstRep().getAttachment().getUrl())
                .bytes();
        return PdfText.of(bytes).text();
    }

    private static String input(Task task, String type, String start) {
        return task.getInput().stream()
                .filter(input -> input.getType().getCodingFirstRep().getCode().equals(type))
                .map(input -> ((Reference) input.getValue()).getReference())
                .filter(reference -> reference.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static Api.Response arrange(OnTheWay way, Api who, String what) {
        return arrange(way, who, what, null, null);
    }

    private static Api.Response arrange(OnTheWay way, Api who, String what, String recipient) {
        return arrange(way, who, what, recipient, null);
    }

    private static Api.Response arrange(OnTheWay way, Api who, String what, String recipient, String language) {
        Parameters parameters = new Parameters();
        parameters.addParameter("what", new CodeType(what));
        if (recipient != null) {
            parameters.addParameter().setName("recipient").setValue(new Reference(recipient));
        }
        if (language != null) {
            parameters.addParameter("language", new CodeType(language));
        }
        return who.operation(way.journey.rootReference() + "/$arrange", parameters);
    }
}

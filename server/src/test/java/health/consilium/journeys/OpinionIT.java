package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.util.List;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** The tests on the breast case go on where the one before has left it: not accepted, refused, handed in, reviewed. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpinionIT {

    @Autowired
    Journeys journeys;

    private OnTheWay breast;

    @BeforeAll
    void aCaseIsSubmitted() {
        breast = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul")
                .packed()
                .consented()
                .submitted();
    }

    @Test
    void theCentreHandsInAWholeReportAndTheCaseGoesOnToItsReview() {
        OnTheWay way = underReview("hcc", "centre-seoul");

        Task reported = way.handIn(way.report("hcc"), "final").as(Task.class);

        assertThat(reported.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(reported.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo("report-submitted");
        Composition opinion = way.journey
                .coordinator()
                .read(Composition.class, reports(reported).get(0));
        assertThat(opinion.getSubject().getReference()).isEqualTo("Patient/" + way.journey.patientId());
        assertThat(opinion.getStatus()).isEqualTo(Composition.CompositionStatus.FINAL);
        DocumentReference pdf = way.journey
                .coordinator()
                .read(DocumentReference.class, reports(reported).get(1));
        assertThat(way.centre()
                        .with("Accept", "application/pdf")
                        .get(pdf.getContentFirstRep().getAttachment().getUrl())
                        .text())
                .startsWith("%PDF-");
        way.translated();
        assertThat(way.journey.status()).isEqualTo("report-qa");
    }

    @Test
    @Order(2)
    void aReportThatLeavesAQuestionOpenIsRefusedAndNothingIsStored() {
        OnTheWay way = breast;
        Bundle report = way.report("breast");
        ((Composition) report.getEntryFirstRep().getResource()).getSection().remove(2);

        Api.Response refused = way.handIn(report, "final");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unanswered-question");
        assertThat(refused.message()).contains("3");
        assertThat(opinions(way)).isEmpty();
        assertThat(way.referralTask().getStatus()).isEqualTo(Task.TaskStatus.ACCEPTED);
    }

    @Test
    @Order(2)
    void aReportNeedsAPdfThatIsOneAndTheHashItSays() {
        OnTheWay way = breast;

        Bundle without = way.report("breast");
        without.getEntry()
                .removeIf(entry -> !(entry.getResource() instanceof Composition)
                        && List.of("DocumentReference", "Binary")
                                .contains(entry.getResource().fhirType()));
        assertThat(way.handIn(without, "final").codes()).contains("incomplete");

        Bundle changed = way.report("breast");
        binary(changed).setData(OnTheWay.pdf());
        assertThat(way.handIn(changed, "final").codes()).contains("hash-mismatch");

        Bundle text = way.report("breast");
        binary(text).setContentType("text/plain").setData("see the letter".getBytes());
        assertThat(way.handIn(text, "final").codes()).contains("incomplete");
        assertThat(opinions(way)).isEmpty();

        String rivals = "Binary/"
                + Api.system("centre-mumbai")
                        .send("POST", "Binary", "application/pdf", ExampleCases.bytes("breast/opinion/report.pdf"))
                        .createdId();
        String hospitals = "Binary/" + way.journey.idOf("Binary");
        for (String foreign : List.of(rivals, hospitals)) {
            List<String> labels = labels(way, foreign);
            Bundle second = way.report("breast");
            document(second).addContent().setAttachment(new Attachment().setUrl(foreign));
            assertThat(way.handIn(second, "final").codes()).contains("dangling-reference");
            assertThat(labels(way, foreign)).as("nobody sees more of it").isEqualTo(labels);
        }
        assertThat(opinions(way)).isEmpty();
    }

    private static List<String> labels(OnTheWay way, String binary) {
        return way.journey.coordinator().read(Binary.class, binary + "?_format=json").getMeta().getSecurity().stream()
                .map(Coding::getCode)
                .toList();
    }

    @Test
    @Order(3)
    void aPdfThatTheCentreHasStoredBeforeIsAsGood() {
        OnTheWay way = breast;
        String stored = way.centre()
                .send("POST", "Binary", "application/pdf", ExampleCases.bytes("breast/opinion/report.pdf"))
                .createdId();
        Bundle report = way.report("breast");
        report.getEntry().removeIf(entry -> entry.getResource() instanceof Binary);
        document(report)
                .getContentFirstRep()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage("en")
                        .setUrl("Binary/" + stored));
        document(report)
                .addContent()
                .setAttachment(
                        new Attachment().setContentType("application/pdf").setUrl("Binary/" + stored));

        Task reported = way.handIn(report, "final").as(Task.class);

        assertThat(reported.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(way.journey
                        .coordinator()
                        .read(DocumentReference.class, reports(reported).get(1))
                        .getContent())
                .as("each in the language of the report, if it says no other")
                .extracting(content -> content.getAttachment().getLanguage())
                .containsExactly("en", "en");
        assertThat(way.journey.patient().get("Binary/" + stored).status()).isEqualTo(404);
    }

    @Test
    void aPdfAloneIsPreliminaryAndTheReferralStaysOpen() {
        OnTheWay way = underReview("nsclc", "centre-houston");
        Binary pdf = new Binary();
        pdf.setContentType("application/pdf").setData(ExampleCases.bytes("nsclc/opinion/report.pdf"));

        assertThat(way.handIn(pdf, "final").code()).isEqualTo("unanswered-question");
        Task open = way.handIn(pdf, "preliminary").as(Task.class);

        assertThat(open.getStatus()).isEqualTo(Task.TaskStatus.INPROGRESS);
        assertThat(open.getBusinessStatus().getCodingFirstRep().getCode()).isEqualTo("preliminary-outcome");
        assertThat(way.journey.status()).isEqualTo("under-review");
        assertThat(way.handIn(way.report("nsclc"), "final").as(Task.class).getStatus())
                .isEqualTo(Task.TaskStatus.COMPLETED);
    }

    @Test
    @Order(1)
    void onlyTheOwnerHandsInAndOnlyAfterAccepting() {
        OnTheWay way = breast;

        assertThat(way.handIn(way.report("breast"), "final").code()).isEqualTo("illegal-transition");
        assertThat(way.handIn(way.report("breast"), "amended").code()).isEqualTo("illegal-transition");
        Api rival = Api.system("centre-mumbai");
        assertThat(rival.operation(way.referral() + "/$submit-report", parameters(way))
                        .status())
                .isEqualTo(404);
        assertThat(way.journey
                        .coordinator()
                        .operation(way.referral() + "/$submit-report", parameters(way))
                        .status())
                .isEqualTo(403);
        way.accepted();
    }

    @Test
    @Order(2)
    void aReportOnAnotherPatientIsRefused() {
        OnTheWay way = breast;
        Journey other = journeys.hospitalSends("nsclc");
        Bundle report = way.report("breast");
        report.getEntryFirstRep().getResource().setProperty("subject", new Reference("Patient/" + other.patientId()));

        assertThat(way.handIn(report, "final").code()).isEqualTo("dangling-reference");
        assertThat(opinions(way)).isEmpty();
    }

    private static void whatIsToldTheDeskIsNotTheCentres(OnTheWay way, Api sender) {
        Communication told = new Communication();
        told.getMeta().addProfile(OnTheWay.SO + "/StructureDefinition/message");
        told.setStatus(Communication.CommunicationStatus.COMPLETED);
        told.setLanguage("en");
        told.addCategory(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/communication-category", "notification", null)));
        told.setSubject(new Reference("Patient/" + way.journey.patientId()));
        String about = way.journey.rootReference();
        told.addPartOf(new Reference(about));
        told.addPayload().setContent(new StringType("I do not trust this centre."));

        String message = "Communication/" + sender.post(told).createdId();

        assertThat(way.journey.coordinator().get(message).status()).isEqualTo(200);
        assertThat(way.centre().get(message).status()).isEqualTo(404);
        assertThat(way.centre().search(Communication.class, "Communication?part-of=" + about))
                .extracting(seen -> Journey.reference(seen))
                .doesNotContain(message);
    }

    @Test
    @Order(4)
    void aReportThatDoesNotPassTheReviewGoesBackToTheCentreWithTheReason() {
        OnTheWay way = breast;
        way.translated();
        Task review = way.open("qa-report");

        assertThat(Journey.move(way.journey.coordinator(), review, "rejected").code())
                .isEqualTo("illegal-transition");
        assertThat(Journey.move(way.journey.coordinator(), review, "cancelled").code())
                .isEqualTo("illegal-transition");
        review.setStatusReason(new CodeableConcept().setText("The dose of carboplatin is missing."));
        Journey.moved(way.journey.coordinator(), review, "rejected");

        assertThat(way.journey.status()).isEqualTo("under-review");
        assertThat(way.referralTask().getBusinessStatus().getCodingFirstRep().getCode())
                .isEqualTo("under-review");
        assertThat(way.centre().search(Communication.class, "Communication?part-of=" + way.referral()))
                .extracting(message -> message.getPayloadFirstRep().getContent().primitiveValue())
                .containsExactly("The dose of carboplatin is missing.");
        Api patient = way.journey.patient();
        assertThat(patient.search(Communication.class, "Communication")).isEmpty();
        assertThat(patient.get(Journey.reference(review)).status()).isEqualTo(404);
        whatIsToldTheDeskIsNotTheCentres(way, patient);
        whatIsToldTheDeskIsNotTheCentres(way, way.journey.hospital());

        Task again = way.handIn(way.report("breast"), "amended").as(Task.class);
        assertThat(again.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        way.translated();
        assertThat(way.journey.status()).isEqualTo("report-qa");
    }

    @Test
    void anAmendedReportTakesThePlaceOfTheOneUnderReview() {
        OnTheWay way = underReview("hcc", "centre-seoul");
        Task first = way.handIn(way.report("hcc"), "final").as(Task.class);
        way.translated();
        Task review = way.open("qa-report");
        assertThat(way.handIn(way.report("hcc"), "final").code()).isEqualTo("illegal-transition");

        Task second = way.handIn(way.report("hcc"), "amended").as(Task.class);

        assertThat(way.journey
                        .coordinator()
                        .read(Task.class, Journey.reference(review))
                        .getStatus())
                .isEqualTo(Task.TaskStatus.CANCELLED);
        Composition amended = way.journey
                .coordinator()
                .read(Composition.class, reports(second).get(0));
        assertThat(amended.getStatus()).isEqualTo(Composition.CompositionStatus.AMENDED);
        assertThat(amended.getRelatesToFirstRep().getTargetReference().getReference())
                .isEqualTo(reports(first).get(0));
        assertThat(way.journey
                        .coordinator()
                        .read(DocumentReference.class, reports(first).get(1))
                        .getStatus()
                        .toCode())
                .isEqualTo("superseded");
        way.translated();
        assertThat(way.open("qa-report").getId()).isNotEqualTo(review.getId());
    }

    private OnTheWay underReview(String example, String centre) {
        return OnTheWay.awaitingConsent(journeys, example, centre).underReview();
    }

    private static org.hl7.fhir.r4.model.Parameters parameters(OnTheWay way) {
        var parameters = new org.hl7.fhir.r4.model.Parameters();
        parameters.addParameter().setName("report").setResource(way.report("breast"));
        parameters.addParameter("language", new org.hl7.fhir.r4.model.CodeType("en"));
        parameters.addParameter("status", new org.hl7.fhir.r4.model.CodeType("final"));
        return parameters;
    }

    private static List<String> reports(Task referral) {
        return referral.getOutput().stream()
                .filter(output -> output.getType().getCodingFirstRep().getCode().equals("report"))
                .map(output -> ((Reference) output.getValue()).getReference())
                .toList();
    }

    private static List<Composition> opinions(OnTheWay way) {
        return way.journey
                .coordinator()
                .search(Composition.class, "Composition?subject=Patient/" + way.journey.patientId());
    }

    private static Binary binary(Bundle report) {
        return first(report, Binary.class);
    }

    private static DocumentReference document(Bundle report) {
        return first(report, DocumentReference.class);
    }

    private static <T extends Resource> T first(Bundle report, Class<T> type) {
        return report.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What a centre sends goes on to the patient: API10 of the OWASP API Security Top 10 (2023), for {@code $submit-report}. A
 * report that is refused leaves the referral as it was, so that the next test hands in another.
 */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportThreatsIT {

    private static final String SCRIPT = "<script>alert(1)</script>";

    @Autowired
    Journeys journeys;

    private OnTheWay way;

    @BeforeAll
    void aCentreReviewsACase() {
        way = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();
    }

    private static Stream<DomainResource> parts() {
        MedicationRequest medication = new MedicationRequest()
                .setStatus(MedicationRequest.MedicationRequestStatus.ACTIVE)
                .setIntent(MedicationRequest.MedicationRequestIntent.PROPOSAL)
                .setMedication(new CodeableConcept().setText("letrozole"));
        ServiceRequest order = new ServiceRequest()
                .setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE)
                .setIntent(ServiceRequest.ServiceRequestIntent.PROPOSAL)
                .setCode(new CodeableConcept().setText("Radiotherapy"));
        RequestGroup group = new RequestGroup()
                .setStatus(RequestGroup.RequestStatus.ACTIVE)
                .setIntent(RequestGroup.RequestIntent.PROPOSAL);
        CarePlan plan =
                new CarePlan().setStatus(CarePlan.CarePlanStatus.ACTIVE).setIntent(CarePlan.CarePlanIntent.PROPOSAL);
        Observation finding = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(new CodeableConcept().setText("Ki-67"));
        return Stream.of(plan, group, medication, order, finding);
    }

    @ParameterizedTest
    @MethodSource("parts")
    @Order(1)
    void aPartThatActsIsRefusedAndNamed(DomainResource part) {
        part.setProperty("subject", new Reference("Patient/" + way.journey.patientId()));
        Bundle report = way.report("breast");
        report.addEntry()
                .setFullUrl("urn:uuid:0f0c1b52-61d8-4a3f-9d7e-6f3b8f5f00aa")
                .setResource(part);

        for (String acting : List.of(SCRIPT, "<p onclick=\"alert(1)\">x</p>")) {
            part.setText(narrative(acting));
            isRefused(report, "invalid-profile", place(report, part) + ".text.div");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SCRIPT,
                "<p onclick=\"alert(1)\">x</p>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<img src=\"https://example.org/alert(1).gif\" alt=\"x\"/>",
                "<p style=\"background:url(https://example.org/alert(1))\">x</p>"
            })
    @Order(1)
    void neitherTheOpinionNorItsSectionsNorADocumentAct(String acting) {
        Bundle whole = way.report("breast");
        Composition opinion = part(whole, Composition.class);
        opinion.setText(narrative(acting));
        isRefused(whole, "invalid-profile", place(whole, opinion) + ".text.div");

        Bundle inSection = way.report("breast");
        Composition sectioned = part(inSection, Composition.class);
        sectioned.getSectionFirstRep().setText(narrative(acting));
        isRefused(inSection, "invalid-profile", place(inSection, sectioned) + ".text.div");

        Bundle described = way.report("breast");
        DocumentReference document = part(described, DocumentReference.class);
        document.setText(narrative(acting));
        isRefused(described, "invalid-profile", place(described, document) + ".text.div");
    }

    @Test
    @Order(1)
    void whatAPartContainsActsNeither() {
        Bundle report = way.report("breast");
        CarePlan plan = part(report, CarePlan.class);
        Observation contained = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(new CodeableConcept().setText("Ki-67"));
        contained.setId("#finding");
        contained.setText(narrative(SCRIPT));
        plan.addContained(contained);
        plan.addSupportingInfo(new Reference("#finding"));

        isRefused(report, "invalid-profile", place(report, plan) + ".text.div");
    }

    /** Beside the PDF that a report needs. */
    @Test
    @Order(1)
    void aDocumentIsWhatItSaysItIs() {
        byte[] page = ("<html>" + SCRIPT + "</html>").getBytes(StandardCharsets.US_ASCII);
        isRefused(withSecond("text/html", page), "wrong-media-type", "Bundle.entry[4].resource.contentType");
        isRefused(withSecond("image/png", page), "wrong-media-type", "Bundle.entry[4].resource.contentType");
        isRefused(withSecond("application/pdf", page), "wrong-media-type", "Bundle.entry[4].resource.contentType");

        byte[] pdf = ExampleCases.bytes("breast/opinion/report.pdf");
        byte[] both = new byte[page.length + pdf.length];
        System.arraycopy(page, 0, both, 0, page.length);
        System.arraycopy(pdf, 0, both, page.length, pdf.length);
        isRefused(withSecond("application/pdf", both), "wrong-media-type", "Bundle.entry[4].resource.contentType");
        isRefused(
                withSecond("application/pdf", OnTheWay.pdf()),
                "wrong-media-type",
                "Bundle.entry[4].resource.contentType");

        Bundle disguised = way.report("breast");
        DocumentReference document = part(disguised, DocumentReference.class);
        document.getContentFirstRep().getAttachment().setContentType("image/png");
        isRefused(disguised, "wrong-media-type", place(disguised, document) + ".content[0].attachment.contentType");
    }

    @Test
    @Order(2)
    void aReportThatTellsIsTakenWithAllItsParts() {
        Bundle report = withSecond("text/plain", "Ki-67: 20 %".getBytes(StandardCharsets.UTF_8));
        parts().forEach(part -> {
            part.setProperty("subject", new Reference("Patient/" + way.journey.patientId()));
            part.setText(narrative("<p style=\"text-align:right\">20&#160;%</p><a href=\"https://hl7.org\">x</a>"));
            report.addEntry().setResource(part);
        });

        Task reported = way.handIn(report, "final").as(Task.class);

        assertThat(reported.getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
    }

    private Bundle withSecond(String contentType, byte[] bytes) {
        Bundle report = way.report("breast");
        assertThat(report.getEntry()).hasSize(4);
        Binary second = new Binary().setContentType(contentType).setData(bytes);
        report.addEntry()
                .setFullUrl("urn:uuid:0f0c1b52-61d8-4a3f-9d7e-6f3b8f5f00bb")
                .setResource(second);
        return report;
    }

    private void isRefused(Bundle report, String code, String element) {
        Response refused = way.handIn(report, "final");

        assertThat(refused.status()).as(refused.text()).isIn(415, 422);
        OperationOutcome outcome = Api.FHIR.newJsonParser().parseResource(OperationOutcome.class, refused.text());
        assertThat(refused.codes()).contains(code);
        assertThat(outcome.getIssue()).as(refused.text()).anySatisfy(issue -> assertThat(issue.getExpression())
                .extracting(path -> path.getValue())
                .contains(element));
        assertThat(refused.text()).doesNotContain("alert(1)");
        assertThat(way.referralTask().getStatus()).isEqualTo(Task.TaskStatus.ACCEPTED);
    }

    private static Narrative narrative(String content) {
        Narrative narrative = new Narrative().setStatus(Narrative.NarrativeStatus.ADDITIONAL);
        narrative.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">" + content + "</div>");
        return narrative;
    }

    private static <T extends Resource> T part(Bundle report, Class<T> type) {
        return report.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String place(Bundle report, Resource part) {
        int index = report.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .toList()
                .indexOf(part);
        return "Bundle.entry[" + index + "].resource";
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.FakeClamd;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** With a virus scanner, nothing is kept that it objects to, nor anything that it did not look at. */
@ServerTest
class VirusScanIT {

    @Autowired
    Journeys journeys;

    @Test
    void anInfectedUploadIsRefusedInWhateverForm() {
        Api hospital = Api.system("hospital-nairobi");
        String before = Instant.now().toString();
        byte[] large = new byte[300_000];
        System.arraycopy(FakeClamd.eicar(), 0, large, 200_000, FakeClamd.eicar().length);

        isInfected(hospital.send("POST", "Binary", "text/plain", FakeClamd.eicar()), "Binary.data");
        isInfected(hospital.send("POST", "Binary", "text/plain", large), "Binary.data");
        isInfected(hospital.post(binary(FakeClamd.eicar())), "Binary.data");

        assertThat(Api.person("admin")
                        .search(
                                AuditEvent.class,
                                "AuditEvent?_count=200&agent=Organization/hospital-nairobi&date=ge" + before))
                .extracting(AuditEvent::getOutcomeDesc)
                .contains("infected");
    }

    @Test
    void anInfectedDocumentKeepsTheWholeTransactionOut() {
        Bundle transaction = ExampleCases.fresh("breast");
        int last = transaction.getEntry().size() - 1;
        while (!(transaction.getEntry().get(last).getResource() instanceof Binary)) {
            last--;
        }
        BundleEntryComponent infected = transaction.getEntry().get(last).setResource(binary(FakeClamd.eicar()));
        // Sound but for the virus: nothing else keeps the transaction out.
        transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(document -> ((DocumentReference) document).getContentFirstRep())
                .filter(content ->
                        infected.getFullUrl().equals(content.getAttachment().getUrl()))
                .forEach(content -> content.setAttachment(new Attachment()
                        .setContentType("text/plain")
                        .setLanguage(content.getAttachment().getLanguage())
                        .setUrl(infected.getFullUrl())));

        isInfected(Api.system("hospital-nairobi").transaction(transaction), "Bundle.entry[" + last + "].resource.data");
    }

    @Test
    void noAttachmentHidesIt() {
        Journey journey = journeys.hospitalSends("breast");
        DiagnosticReport report = new DiagnosticReport()
                .setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL)
                .setCode(new CodeableConcept().setText("Pathology"))
                .setSubject(new Reference("Patient/" + journey.patientId()));
        report.addPresentedForm(new Attachment().setContentType("text/plain").setData(FakeClamd.eicar()));

        isInfected(journey.hospital().post(report), "DiagnosticReport.presentedForm[0].data");
    }

    @Test
    void aPatchDoesNotBringItIn() {
        Journey journey = journeys.hospitalSends("breast");
        DiagnosticReport report = new DiagnosticReport()
                .setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL)
                .setCode(new CodeableConcept().setText("Pathology"))
                .setSubject(new Reference("Patient/" + journey.patientId()));
        String id = journey.hospital().post(report).createdId();
        String patch =
                "[{\"op\":\"add\",\"path\":\"/presentedForm\",\"value\":[{\"contentType\":\"text/plain\",\"data\":\""
                        + Base64.getEncoder().encodeToString(FakeClamd.eicar()) + "\"}]}]";

        isInfected(
                journey.hospital()
                        .send(
                                "PATCH",
                                "DiagnosticReport/" + id,
                                "application/json-patch+json",
                                patch.getBytes(StandardCharsets.UTF_8)),
                "DiagnosticReport.presentedForm[0].data");
    }

    @Test
    void aReportOfACentreIsLookedAtAsWell() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").underReview();
        Bundle report = way.report("breast");
        BundleEntryComponent second = report.addEntry();
        second.setFullUrl("urn:uuid:0f0c1b52-61d8-4a3f-9d7e-6f3b8f5f00cc").setResource(binary(FakeClamd.eicar()));

        isInfected(way.handIn(report, "final"), "resource.data");
    }

    @Test
    void whatTheScannerDoesNotLookAtIsNotKept() {
        Api hospital = Api.system("hospital-nairobi");

        for (String trouble : new String[] {FakeClamd.SILENCE, FakeClamd.CUT_OFF}) {
            byte[] document = trouble.getBytes(StandardCharsets.US_ASCII);
            for (Response refused : new Response[] {
                hospital.send("POST", "Binary", "text/plain", document), hospital.post(binary(document))
            }) {
                assertThat(refused.status()).as(refused.text()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("not-scanned");
                assertThat(refused.header("Retry-After")).isEqualTo("30");
            }
        }
        for (String length : new String[] {FakeClamd.TOO_LONG, FakeClamd.TOO_DEEP}) {
            byte[] document = length.getBytes(StandardCharsets.US_ASCII);
            for (Response refused : new Response[] {
                hospital.send("POST", "Binary", "text/plain", document), hospital.post(binary(document))
            }) {
                assertThat(refused.status()).as(refused.text()).isEqualTo(413);
                assertThat(refused.code()).isEqualTo("too-large");
            }
        }
    }

    @Test
    void aCleanDocumentIsKept() {
        Api hospital = Api.system("hospital-nairobi");
        byte[] clean = "a letter, longer than any hash would be".getBytes(StandardCharsets.US_ASCII);

        assertThat(hospital.send("POST", "Binary", "text/plain", clean).status())
                .isEqualTo(201);
        assertThat(hospital.post(binary(clean)).status()).isEqualTo(201);
    }

    private static Binary binary(byte[] bytes) {
        return new Binary().setContentType("text/plain").setData(bytes);
    }

    private static void isInfected(Response refused, String element) {
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        OperationOutcome outcome = Api.FHIR.newJsonParser().parseResource(OperationOutcome.class, refused.text());
        assertThat(refused.code()).isEqualTo("infected");
        assertThat(outcome.getIssueFirstRep().getExpression().get(0).getValue()).endsWith(element);
        assertThat(refused.text()).doesNotContain("EICAR");
    }
}

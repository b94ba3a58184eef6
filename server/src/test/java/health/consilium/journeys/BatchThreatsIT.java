package health.consilium.journeys;

import static health.consilium.support.Probes.COMPARTMENT;
import static health.consilium.support.Probes.listOf;
import static health.consilium.support.Probes.observationOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.FhirStore;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.FakeClamd;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The entries of a batch are requests of their own, see https://hl7.org/fhir/R4/http.html#transaction: what one of them was
 * refused, or is about, is nothing to the next.
 */
@ServerTest
class BatchThreatsIT {

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

    @Test
    void whoIsRefusedTheDocumentOfAStrangerIsRefusedItAgain() {
        Journey owner = journeys.hospitalSends("breast");
        Journey stranger = journeys.hospitalSends("breast");
        String document = "Binary/" + owner.idOf("Binary");
        List<String> labels = labels(document);
        ListResource list = listOf(stranger);
        list.addEntry().setItem(new Reference(document));
        ServiceRequest enquiry = Journey.enquiry(stranger.patientId());
        enquiry.addSupportingInfo(new Reference(document));

        Response answer = stranger.patient().transaction(batch(list, enquiry));

        assertThat(statuses(answer)).as(answer.text()).hasSize(2).allMatch(status -> status.startsWith("422"));
        assertThat(stranger.patient().get(document).status()).isEqualTo(404);
        assertThat(labels(document)).containsExactlyInAnyOrderElementsOf(labels);
    }

    @Test
    void aCaseIsNotOpenedOnAStrangerAtTheSecondTry() {
        Journey owner = journeys.hospitalSends("breast");

        ServiceRequest enquiry = Journey.enquiry(owner.patientId());
        enquiry.setRequester(new Reference("Organization/hospital-nairobi"));

        Response answer = owner.stranger(PartyRole.HOSPITAL).transaction(batch(observationOf(owner), enquiry));

        assertThat(statuses(answer)).as(answer.text()).hasSize(2).allMatch(status -> status.startsWith("422"));
        assertThat(owner.coordinator()
                        .search(ServiceRequest.class, "ServiceRequest?subject=Patient/" + owner.patientId()))
                .hasSize(1);
    }

    @Test
    void askingTwiceDoesNotTellWhatThereIs() {
        Journey owner = journeys.hospitalSends("breast");
        Observation there = observationOf(owner).setSubject(null).addBasedOn(new Reference(owner.caseReference()));
        Observation nowhere = there.copy();
        nowhere.getBasedOnFirstRep().setReference("ServiceRequest/" + UUID.randomUUID());

        Response answer =
                owner.stranger(PartyRole.HOSPITAL).transaction(batch(there, there.copy(), nowhere, nowhere.copy()));

        assertThat(statuses(answer)).as(answer.text()).hasSize(4).allMatch(status -> status.startsWith("422"));
    }

    @Test
    void whatOneEntryIsAboutIsNotWhereTheNextIsFiled() {
        Journey one = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");
        byte[] pdf = ExampleCases.bytes("breast/records/pathology.hi.pdf");
        DocumentReference document = new DocumentReference().setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(new CodeableConcept(new Coding("http://loinc.org", "11502-2", null)));
        document.setSubject(new Reference("Patient/" + one.patientId()));
        document.addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage("hi")
                        .setUrl("Binary/"
                                + one.hospital()
                                        .send("POST", "Binary", "application/pdf", pdf)
                                        .createdId()));
        Binary bytes =
                new Binary().setContentType("text/plain").setData("of the other".getBytes(StandardCharsets.US_ASCII));

        Response answer = one.hospital().transaction(batch(document, bytes, observationOf(other)));

        assertThat(statuses(answer)).as(answer.text()).hasSize(3).allMatch(status -> status.startsWith("201"));
        String sent = created(answer, 1);
        assertThat(one.hospital().get(sent).status()).isEqualTo(200);
        assertThat(one.patient().get(sent).status()).isEqualTo(404);
        assertThat(labels(sent)).noneMatch(label -> label.startsWith("case."));
        assertThat(labels(created(answer, 2))).contains("case." + other.number());
    }

    @Test
    void aBatchMayBringSeveralCases() {
        Journey one = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("breast");

        Response answer =
                one.hospital().transaction(batch(Journey.enquiry(one.patientId()), Journey.enquiry(other.patientId())));

        assertThat(statuses(answer)).as(answer.text()).hasSize(2).allMatch(status -> status.startsWith("201"));
        assertThat(one.patient().get(created(answer, 0)).status()).isEqualTo(200);
        assertThat(one.patient().get(created(answer, 1)).status()).isEqualTo(404);
        assertThat(other.patient().get(created(answer, 1)).status()).isEqualTo(200);
    }

    @Test
    void whatTheScannerObjectedToIsNotLetInByTheNextEntry() {
        Journey journey = journeys.hospitalSends("breast");
        DiagnosticReport report = new DiagnosticReport()
                .setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL)
                .setCode(new CodeableConcept().setText("Pathology"))
                .setSubject(new Reference("Patient/" + journey.patientId()));
        String reference = "DiagnosticReport/" + journey.hospital().post(report).createdId();
        String patch =
                "[{\"op\":\"add\",\"path\":\"/presentedForm\",\"value\":[{\"contentType\":\"text/plain\",\"data\":\""
                        + Base64.getEncoder().encodeToString(FakeClamd.eicar()) + "\"}]}]";
        Bundle batch = new Bundle().setType(BundleType.BATCH);
        for (int i = 0; i < 2; i++) {
            batch.addEntry()
                    .setResource(new Binary()
                            .setContentType("application/json-patch+json")
                            .setData(patch.getBytes(StandardCharsets.UTF_8)))
                    .getRequest()
                    .setMethod(HTTPVerb.PATCH)
                    .setUrl(reference);
        }

        Response answer = journey.hospital().transaction(batch);

        assertThat(statuses(answer)).as(answer.text()).hasSize(2).allMatch(status -> status.startsWith("422"));
        assertThat(journey.hospital().read(DiagnosticReport.class, reference).hasPresentedForm())
                .isFalse();
    }

    private static Bundle batch(Resource... resources) {
        Bundle batch = new Bundle().setType(BundleType.BATCH);
        for (Resource resource : resources) {
            batch.addEntry()
                    .setResource(resource)
                    .getRequest()
                    .setMethod(HTTPVerb.POST)
                    .setUrl(resource.fhirType());
        }
        return batch;
    }

    private static List<String> statuses(Response answer) {
        return answer.as(Bundle.class).getEntry().stream()
                .map(entry -> entry.getResponse().getStatus())
                .toList();
    }

    private static String created(Response answer, int entry) {
        return answer.as(Bundle.class)
                .getEntry()
                .get(entry)
                .getResponse()
                .getLocation()
                .replaceAll("/_history/.*", "")
                .replaceAll(".*/fhir/", "");
    }

    private List<String> labels(String reference) {
        return store.find(reference).orElseThrow().getMeta().getSecurity().stream()
                .filter(label -> COMPARTMENT.equals(label.getSystem()))
                .map(Coding::getCode)
                .toList();
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** Two opinions on their way to their patients: each test goes on where the one before has left them. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeliveryIT {

    @Autowired
    Journeys journeys;

    private Opinion breast;
    private Opinion liver;

    @BeforeAll
    void opinionsAreHandedIn() {
        breast = reported("breast", "centre-istanbul").reviewed();
        liver = reported("hcc", "centre-seoul");
    }

    @Test
    @Order(2)
    void thePatientReadsTheOpinionOnceItIsDelivered() {
        Opinion opinion = breast;

        Communication note = delivered(opinion.way.deliver());

        assertThat(opinion.way.journey.status()).isEqualTo("delivered");
        assertThat(note.getRecipientFirstRep().getReference()).isEqualTo("Patient/" + opinion.way.journey.patientId());
        assertThat(note.getLanguage()).isEqualTo("hi");
        Api patient = opinion.way.journey.patient();
        assertThat(patient.read(Communication.class, Journey.reference(note))
                        .getPayloadFirstRep()
                        .getContent()
                        .primitiveValue())
                .doesNotContain("docetaxel");
        assertThat(patient.read(Composition.class, opinion.composition).getSection())
                .hasSize(3);
        assertThat(patient.with("Accept", "application/pdf").get(opinion.binary).text())
                .startsWith("%PDF-");
        assertThat(opinion.way.journey.status()).isEqualTo("follow-up");
    }

    @Test
    @Order(1)
    void beforeDeliveryThePatientSeesNothingOfItByAnyWay() {
        Opinion opinion = breast;
        Api patient = opinion.way.journey.patient();
        String person = opinion.way.journey.patientId();

        for (String reference : List.of(opinion.composition, opinion.document, opinion.binary)) {
            assertThat(patient.get(reference).status()).as(reference).isEqualTo(404);
            assertThat(patient.get(reference + "/_history/1").status())
                    .as(reference)
                    .isIn(403, 404);
            assertThat(patient.get(reference + "/_history").status())
                    .as(reference)
                    .isIn(403, 404);
        }
        for (String search : List.of(
                "Composition",
                "Composition?subject=Patient/" + person,
                "Composition?_id=" + opinion.composition.split("/")[1],
                "CarePlan",
                "Communication",
                "Composition?_include=Composition:entry",
                "Task?code=" + Journey.TASK_CODE + "|qa-report")) {
            Api.Response found = patient.get(search);
            if (found.status() == 200) {
                assertThat(found.as(Bundle.class).getEntry()).as(search).isEmpty();
            }
        }

        for (String joined : List.of(
                "DocumentReference?_count=200",
                "Task?_count=200&_include=Task:focus",
                "Task?_count=200&_revinclude=Provenance:target",
                "Patient/" + person + "/$everything?_count=200",
                "Patient/" + person + "/$summary")) {
            Api.Response found = patient.get(joined);
            List<Resource> seen = all(found.as(Bundle.class), Resource.class);
            assertThat(seen).as(joined).isNotEmpty();
            assertThat(seen)
                    .as(joined)
                    .extracting(Journey::reference)
                    .doesNotContain(opinion.composition, opinion.document, opinion.binary);
            assertThat(seen)
                    .as("work on the opinion in " + joined)
                    .filteredOn(Task.class::isInstance)
                    .extracting(task -> ((Task) task).getFocus().getReference())
                    .doesNotContain(opinion.document);
            assertThat(found.text())
                    .as(joined)
                    .doesNotContain("docetaxel, carboplatin, trastuzumab and pertuzumab (TCHP)");
        }
        assertThat(pack(patient, opinion.way).code()).isEqualTo("not-delivered");
    }

    @Test
    @Order(1)
    void nothingIsDeliveredBeforeItsReview() {
        Opinion opinion = liver;

        assertThat(opinion.way.deliver().code()).isEqualTo("not-ready");
        assertThat(opinion.way.deliver().message()).contains("qa-report");
        Journey.moved(opinion.way.journey.coordinator(), opinion.way.open("qa-report"), "completed");
        Task work = opinion.way.open("deliver-report");
        assertThat(Journey.move(opinion.way.journey.coordinator(), work, "completed")
                        .code())
                .isEqualTo("illegal-transition");
        assertThat(Journey.move(opinion.way.journey.coordinator(), work, "cancelled")
                        .code())
                .isEqualTo("illegal-transition");
        assertThat(opinion.way.journey.status()).isEqualTo("report-qa");
    }

    @Test
    @Order(2)
    void deliveredTwiceIsDeliveredOnce() {
        Opinion opinion = liver;

        Communication first = delivered(opinion.way.deliver());
        Communication second = delivered(opinion.way.deliver());

        assertThat(second.getIdElement().getIdPart())
                .isEqualTo(first.getIdElement().getIdPart());
        assertThat(opinion.way.journey.status()).isEqualTo("delivered");
    }

    @Test
    @Order(1)
    void recipientsAreThePatientAndProxiesAndTheChannelIsOneThatThereIs() {
        Opinion opinion = breast;
        Journey other = journeys.hospitalSends("nsclc");

        assertThat(opinion.way.deliver("Patient/" + other.patientId(), "portal").code())
                .isEqualTo("dangling-reference");
        assertThat(opinion.way
                        .deliver("Organization/hospital-nairobi", "portal")
                        .code())
                .isEqualTo("dangling-reference");
        assertThat(opinion.way
                        .deliver("Patient/" + opinion.way.journey.patientId(), "pigeon")
                        .code())
                .isEqualTo("unknown-code");
        assertThat(opinion.way.journey.status()).isEqualTo("report-qa");
    }

    @Test
    @Order(3)
    void thePatientTakesTheOpinionAwayAsAFileThatNeedsNothingElse() {
        Opinion opinion = liver;
        delivered(opinion.way.deliver());
        Api patient = opinion.way.journey.patient();

        Api.Response response = pack(patient, opinion.way);
        Bundle file = response.as(Bundle.class);

        assertThat(file.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
        assertThat(file.getEntryFirstRep().getResource()).isInstanceOf(Composition.class);
        assertThat(all(file, CarePlan.class)).hasSize(1);
        assertThat(all(file, DocumentReference.class)).isNotEmpty();
        assertThat(all(file, Binary.class))
                .allSatisfy(binary -> assertThat(binary.getData()).startsWith('%', 'P', 'D', 'F'));
        assertThat(file.getSignature().getData()).isNotEmpty();
        String location = response.header("Content-Location");
        DocumentReference frozen =
                patient.read(DocumentReference.class, location.substring(location.indexOf("DocumentReference/")));
        byte[] bytes = patient.with("Accept", "*/*")
                .get(frozen.getContentFirstRep().getAttachment().getUrl())
                .bytes();
        assertThat(DigestUtils.sha256Hex(bytes))
                .isEqualTo(frozen.getContentFirstRep()
                        .getAttachment()
                        .getExtensionByUrl(OnTheWay.SO + "/StructureDefinition/sha256")
                        .getValue()
                        .primitiveValue());
        assertThat(pack(patient, opinion.way).header("Content-Location")).isEqualTo(location);
        Parameters asMedia = new Parameters();
        asMedia.addParameter("format", new org.hl7.fhir.r4.model.CodeType("xdm"));
        Api.Response media = patient.operation(opinion.way.journey.caseReference() + "/$package", asMedia);
        assertThat(media.as(Binary.class).getData()).startsWith('P', 'K');
        assertThat(media.header("Content-Location")).isNotEqualTo(location);
        assertThat(pack(patient, opinion.way).header("Content-Location")).isEqualTo(location);
        assertThat(opinion.way.journey.status()).isEqualTo("follow-up");
    }

    @Test
    @Order(3)
    void anAmendmentAfterDeliveryIsThePatientsOnlyAfterItsOwnDelivery() {
        Opinion first = breast;
        delivered(first.way.deliver());
        Api patient = first.way.journey.patient();
        patient.read(Composition.class, first.composition);

        Opinion second = handedIn(first.way, "breast", "amended");

        assertThat(first.way.journey.status()).isIn("report-received", "report-qa");
        assertThat(patient.get(second.composition).status()).isEqualTo(404);
        assertThat(patient.get(second.document).status()).isEqualTo(404);
        assertThat(patient.read(Composition.class, first.composition).getStatus())
                .isEqualTo(Composition.CompositionStatus.FINAL);
        assertThat(pack(patient, first.way)
                        .as(Bundle.class)
                        .getEntryFirstRep()
                        .getResource()
                        .getIdElement()
                        .getIdPart())
                .isEqualTo(first.composition.split("/")[1]);

        first.way.translated();
        second.reviewed();
        delivered(first.way.deliver());

        assertThat(patient.read(Composition.class, second.composition).getStatus())
                .isEqualTo(Composition.CompositionStatus.AMENDED);
        assertThat(first.way.journey.status()).isEqualTo("follow-up");
        assertThat(pack(patient, first.way)
                        .as(Bundle.class)
                        .getEntryFirstRep()
                        .getResource()
                        .getIdElement()
                        .getIdPart())
                .isEqualTo(second.composition.split("/")[1]);
    }

    /** Where the parts of a report are. */
    private record Opinion(OnTheWay way, String composition, String document, String binary) {

        Opinion reviewed() {
            Journey.moved(Api.person("clinician"), way.open("qa-report"), "completed");
            return this;
        }
    }

    private Opinion reported(String example, String centre) {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, example, centre).underReview();
        Opinion opinion = handedIn(way, example, "final");
        way.translated();
        return opinion;
    }

    private static Opinion handedIn(OnTheWay way, String example, String status) {
        Task reported = way.handIn(way.report(example), status).as(Task.class);
        List<String> reports = reported.getOutput().stream()
                .filter(output -> output.getType().getCodingFirstRep().getCode().equals("report"))
                .map(output -> ((Reference) output.getValue()).getReference())
                .toList();
        DocumentReference document = way.journey.coordinator().read(DocumentReference.class, reports.get(1));
        return new Opinion(
                way,
                reports.get(0),
                reports.get(1),
                document.getContentFirstRep().getAttachment().getUrl());
    }

    private static Communication delivered(Api.Response response) {
        return (Communication)
                response.as(Parameters.class).getParameterFirstRep().getResource();
    }

    private static Api.Response pack(Api caller, OnTheWay way) {
        return caller.operation(way.journey.caseReference() + "/$package", new Parameters());
    }

    private static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}

package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class CaseOpensIT {

    @Autowired
    Journeys journeys;

    @Test
    void aHospitalSendsACaseAndTheDeskHasItOnItsWorkList() {
        Journey journey = journeys.hospitalSends("breast");

        assertThat(journey.status()).isEqualTo("enquiry-submitted");
        assertThat(journey.open("assess-case").getOwner().getReference()).isEqualTo("Organization/coordination");
        assertThat(journey.number()).matches("C-\\d{4}-[0-9A-Z]{8}");
        assertThat(journey.coordinator()
                        .read(ServiceRequest.class, journey.caseReference())
                        .getStatus())
                .isEqualTo(ServiceRequest.ServiceRequestStatus.ACTIVE);
    }

    @Test
    void theCaseGoesFromAssessmentToTheReviewOfItsRecords() {
        Journey journey = journeys.hospitalSends("nsclc");

        journey.coordinatorAssesses();
        assertThat(journey.status()).isEqualTo("options-offered");

        journey.patientChooses();
        assertThat(journey.status()).isEqualTo("collecting-records");

        journey.recordsAreCollected();
        assertThat(journey.status()).isEqualTo("records-review");
    }

    @Test
    void anIllegalStepIsRefusedWithTheLegalOnes() {
        Journey journey = journeys.hospitalSends("hcc");
        Task choice = journey.coordinatorAssesses().open("choose-option");

        Api.Response refused = Journey.move(journey.coordinator(), choice, "entered-in-error");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("illegal-transition");
        assertThat(refused.message()).contains("From here you can go to", "accepted", "completed");
        assertThat(journey.open("choose-option").getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    }

    @Test
    void nobodyButTheServerWritesTheStateOfTheCase() {
        Journey journey = journeys.hospitalSends("breast");

        Task root = journey.root();
        assertThat(Journey.move(journey.coordinator(), root, "received").code()).isEqualTo("illegal-transition");

        ServiceRequest request = journey.coordinator().read(ServiceRequest.class, journey.caseReference());
        request.setStatus(ServiceRequest.ServiceRequestStatus.COMPLETED);
        assertThat(journey.coordinator().put(request).code()).isEqualTo("illegal-transition");
    }

    @Test
    void aTaskIsChangedOnlyByWhoSaysWhichVersionWasRead() {
        Journey journey = journeys.hospitalSends("breast");
        Task task = journey.open("assess-case");
        String reference = Journey.reference(task);

        Task changed = task.copy();
        changed.setStatus(Task.TaskStatus.INPROGRESS);
        changed.getMeta().setVersionId(null);
        Api.Response missing = journey.coordinator().put(changed);
        assertThat(missing.status()).isEqualTo(412);
        assertThat(missing.code()).isEqualTo("missing-if-match");

        Journey.moved(journey.coordinator(), task, "in-progress");
        Api.Response stale = Journey.move(journey.coordinator(), task, "completed");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale-version");

        String version =
                journey.coordinator().read(Task.class, reference).getMeta().getVersionId();
        Api.Response patched = journey.coordinator()
                .patch(reference, version, "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"completed\"}]");
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(journey.status()).isEqualTo("options-offered");
    }

    @Test
    void noAddressLeadsAroundTheVersionThatWasRead() {
        Journey journey = journeys.hospitalSends("breast");
        Task task = journey.open("assess-case");
        String reference = Journey.reference(task);
        Task changed = task.copy();
        changed.setStatus(Task.TaskStatus.INPROGRESS);
        byte[] body = Api.FHIR.newJsonParser().encodeResourceToString(changed).getBytes(StandardCharsets.UTF_8);
        String condition = "Task?_id=" + task.getIdElement().getIdPart();

        assertThat(journey.coordinator()
                        .with("If-Match", "W/\"99\"")
                        .send("PUT", condition, "application/fhir+json", body)
                        .code())
                .isEqualTo("missing-if-match");
        for (String address : List.of(condition, reference, "/" + reference, Api.base() + "/" + reference)) {
            for (Bundle.BundleType type : List.of(Bundle.BundleType.TRANSACTION, Bundle.BundleType.BATCH)) {
                Bundle bundle = new Bundle().setType(type);
                bundle.addEntry()
                        .setResource(changed.copy())
                        .getRequest()
                        .setMethod(Bundle.HTTPVerb.PUT)
                        .setUrl(address);
                Api.Response refused = journey.coordinator().transaction(bundle);
                assertThat(refused.status()).as("%s in a %s", address, type).isEqualTo(412);
                assertThat(refused.code()).isEqualTo("missing-if-match");
            }
        }
        assertThat(journey.coordinator().read(Task.class, reference).getStatus())
                .isEqualTo(task.getStatus());
    }

    @Test
    void ofTwoWhoTakeTheSameStepAtOnceExactlyOneWins() {
        Journey journey = journeys.hospitalSends("breast");
        Task task = journey.open("assess-case");

        List<Integer> statuses = List.of("in-progress", "accepted", "completed", "rejected").parallelStream()
                .map(status -> Journey.move(journey.coordinator(), task, status).status())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 412).hasSize(3);
    }

    @Test
    void thePatientSeesTheOwnCaseAndNoOther() {
        Journey mine = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("nsclc");
        Api patient = mine.patient();

        assertThat(patient.get(mine.caseReference()).status()).isEqualTo(200);
        assertThat(patient.get(mine.rootReference()).status()).isEqualTo(200);
        assertThat(patient.get(other.caseReference()).status()).isEqualTo(404);
        assertThat(patient.get("Patient/" + other.patientId()).status()).isEqualTo(404);
        assertThat(patient.search(ServiceRequest.class, "ServiceRequest"))
                .extracting(request -> request.getIdElement().getIdPart())
                .containsExactly(mine.caseId());
        Bundle observations = patient.search("Observation?patient=" + other.patientId());
        assertThat(observations.getEntry()).isEmpty();
    }

    @Test
    void aHospitalSeesWhatItSentAndACentreNothingOfIt() {
        Journey journey = journeys.hospitalSends("breast");

        assertThat(journey.hospital().get(journey.caseReference()).status()).isEqualTo(200);
        Api centre = Api.system("centre-heidelberg");
        assertThat(centre.get(journey.caseReference()).status()).isEqualTo(404);
        assertThat(centre.get("Patient/" + journey.patientId()).status()).isEqualTo(403);
        assertThat(centre.search(Task.class, "Task?_sort=-_lastUpdated&_count=200"))
                .noneMatch(task -> task.getFor().getReference().endsWith("Patient/" + journey.patientId()));
    }

    @Test
    void labelsAreNotShownToThoseTheyConfine() {
        Journey journey = journeys.hospitalSends("breast");

        ServiceRequest seen = journey.patient().read(ServiceRequest.class, journey.caseReference());

        assertThat(seen.getMeta().getSecurity()).isEmpty();
    }
}

package health.consilium.journeys;

import static health.consilium.support.Probes.batchOf;
import static health.consilium.support.Probes.observationOf;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Headers by which HAPI lets a client steer how it stores have no effect, whatever stands in them. */
@ServerTest
class RequestHeadersIT {

    private static final Duration LONGEST_DELAY = Duration.ofMillis(9999);

    @Autowired
    Journeys journeys;

    private final Api hospital = Api.system("hospital-nairobi");

    /** HAPI would try it as a transaction first, sleep when that fails, up to ten seconds and four times, and hold the thread. */
    @Test
    void aBatchIsABatchAndIsTriedOnce() {
        Api caller = hospital.with(
                "X-Transaction-Semantics",
                "retryCount=1; minRetryDelay=" + LONGEST_DELAY.toMillis()
                        + "; maxRetryDelay=10000; tryBatchAsTransactionFirst=true");
        Observation dangling = new Observation().setSubject(new Reference("Patient/" + UUID.randomUUID()));
        dangling.setStatus(Observation.ObservationStatus.FINAL).getCode().setText("?");

        Bundle good = caller.transaction(batchOf(new Patient().setActive(true), new Patient().setActive(true)))
                .as(Bundle.class);
        assertThat(good.getType()).isEqualTo(Bundle.BundleType.BATCHRESPONSE);

        Instant asked = Instant.now();
        Bundle answer = caller.transaction(batchOf(dangling, new Patient().setActive(true)))
                .as(Bundle.class);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(LONGEST_DELAY);
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
                .containsExactly("422", "201");
    }

    @Test
    void aNumberOfRetriesThatIsNoneBreaksNothing() {
        Response answer = hospital.with("X-Retry-On-Version-Conflict", "retry; max-retries=many")
                .post(new Patient());

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @Test
    void whetherAResourceExistsIsLookedUp() {
        Journey journey = journeys.hospitalSends("breast");
        Patient patient = journey.coordinator().read(Patient.class, "Patient/" + journey.patientId());

        Response answer = journey.coordinator()
                .with("X-Upsert-Extistence-Check", "disabled")
                .put(patient.addName(patient.getNameFirstRep().copy()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Tags stay until they are taken away, as FHIR has it; and labels are not the client's to take away. */
    @Test
    void anUpdateTakesNoTagsAway() {
        Observation observation = observationOf(journeys.hospitalSends("breast"));
        observation.getMeta().addTag("https://example.org/tags", "kept", null);
        observation.setId(hospital.post(observation).createdId());
        observation.getMeta().getTag().clear();

        Response answer =
                hospital.with("X-Meta-Snapshot-Mode", "TAG, SECURITY_LABEL").put(observation);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(hospital.read(Observation.class, "Observation/" + observation.getIdPart())
                        .getMeta()
                        .getTag("https://example.org/tags", "kept"))
                .isNotNull();
    }

    @Test
    void aRequestKeepsItsId() {
        assertThat(hospital.with("X-Request-Id", "ward-7")
                        .get("Patient?_count=1")
                        .header("X-Request-Id"))
                .isEqualTo("ward-7");
    }
}

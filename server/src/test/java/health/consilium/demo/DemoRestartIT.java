package health.consilium.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.smart.DemoLogins;
import health.consilium.support.Api;
import health.consilium.support.AppLaunch;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;

/** The demo is started again on what was done with its cases. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class DemoRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    DemoCases cases;

    @Autowired
    DemoLogins logins;

    @Autowired
    Journeys journeys;

    private final String name = "demo-" + UUID.randomUUID();
    private final Bundle transaction = ExampleCases.fresh("hcc");

    @Test
    void aCaseThatWasErasedStaysErasedAtTheNextStart() throws IOException, InterruptedException {
        start();
        Journey journey = journeys.hospitalSends(transaction);
        assertThat(journey.patientId()).as("sent again it is the demo's").isEqualTo(name);
        assertThat(requests(journey)).isOne();
        journey.withdrawnBy(journey.patient());

        assertThat(purge(journey).status()).isEqualTo(202);
        start();
        await().atMost(PATIENCE).until(() -> purge(journey).status() == 200);
        int left = requests(journey);
        start();

        assertThat(journey.status()).isEqualTo("purged");
        assertThat(requests(journey)).isEqualTo(left);
    }

    /** What a start does with this case. */
    private void start() throws IOException, InterruptedException {
        cases.bringOnce(
                name,
                name,
                Api.FHIR.newJsonParser().encodeResourceToString(transaction),
                new DemoHospital(AppLaunch.origin(), logins.describe()));
    }

    private static Api.Response purge(Journey journey) {
        Parameters asked = new Parameters();
        asked.addParameter("scope", new CodeType("case"));
        asked.addParameter("reason", new CodeType("received-in-error"));
        return journey.coordinator().operation(journey.caseReference() + "/$purge", asked);
    }

    private static int requests(Journey journey) {
        return journey.coordinator()
                .search(ServiceRequest.class, "ServiceRequest?patient=Patient/" + journey.patientId())
                .size();
    }
}

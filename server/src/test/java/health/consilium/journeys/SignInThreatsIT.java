package health.consilium.journeys;

import static health.consilium.support.Probes.listOf;
import static health.consilium.support.Probes.transactionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A way in that was given for less: API2 of the OWASP API Security Top 10 (2023). */
@ServerTest
class SignInThreatsIT {

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void whoCameByALinkLooksAtTheOwnCaseAndChangesNothing() {
        Journey journey = journeys.hospitalSends("breast");
        Api patient = journey.patientByLink();
        String own = "Patient/" + journey.patientId();
        Task abort = Journey.abort(journey.caseReference());

        assertThat(patient.get(own).status()).isEqualTo(200);
        Bundle page = patient.search("Observation?_count=1");
        assertThat(patient.get(page.getLink("next").getUrl()).status()).isEqualTo(200);
        assertThat(patient.operation(own + "/$everything", new Parameters()).status())
                .isEqualTo(200);
        assertThat(patient.transaction(transactionOf(Bundle.HTTPVerb.GET, own, null))
                        .status())
                .isEqualTo(200);
        for (Response refused : List.of(
                patient.post(abort),
                patient.transaction(transactionOf(Bundle.HTTPVerb.POST, "Task", abort)),
                patient.post(listOf(journey)),
                patient.send("POST", "Binary", "text/plain", "x".getBytes(StandardCharsets.US_ASCII)),
                patient.operation(Journey.reference(journey.root()) + "/$follow-up-question", new Parameters()))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.message()).contains("Sign in with a passkey");
        }
        assertThat(journey.root().getStatus()).isNotEqualTo(Task.TaskStatus.CANCELLED);

        for (PartyRole role : List.of(PartyRole.COORDINATOR, PartyRole.ADMIN)) {
            assertThatThrownBy(() -> journey.staffByLink(role)).hasMessageContaining("error=access_denied");
        }
        // And whoever of the staff has a token all the same.
        Api coordinator = journey.staffOfUnknownSignIn(PartyRole.COORDINATOR, jdbc);
        Api admin = journey.staffOfUnknownSignIn(PartyRole.ADMIN, jdbc);
        for (Response refused : List.of(
                coordinator.get(own),
                coordinator.operation(journey.caseReference() + "/$purge", new Parameters()),
                coordinator.transaction(transactionOf(Bundle.HTTPVerb.GET, own, null)),
                admin.get("AuditEvent?_count=1"))) {
            assertThat(refused.status()).as(refused.text()).isEqualTo(403);
            assertThat(refused.message()).contains("Sign in with a passkey");
        }
        assertThat(coordinator.get("metadata").status()).isEqualTo(200);
    }

    @Test
    void whoInvitesAPatientDoesNotChooseWhereTheMailGoes() {
        Journey journey = journeys.hospitalSends("breast");
        Api coordinator = journey.coordinator();
        String own = UUID.randomUUID() + "@example.org";
        assertThat(invited(coordinator, journey, own).status()).isEqualTo(422);
        Patient patient = coordinator.read(Patient.class, "Patient/" + journey.patientId());
        patient.addTelecom().setSystem(ContactPoint.ContactPointSystem.EMAIL).setValue(own);
        Response entered = coordinator.put(patient);
        assertThat(entered.status()).as(entered.text()).isEqualTo(422);
        assertThat(invited(coordinator, journey, own).status()).isEqualTo(422);

        journey.hasMail("A." + own);
        assertThat(invited(coordinator, journey, "a." + own).status()).isEqualTo(201);
    }

    private static Response invited(Api coordinator, Journey journey, String address) {
        String body =
                """
                {"patient":"Patient/%s","displayName":"A patient","email":"%s","language":"en"}"""
                        .formatted(journey.patientId(), address);
        return coordinator.send(
                "POST",
                Api.base().replaceFirst("/fhir$", "/admin/accounts/patients"),
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }
}

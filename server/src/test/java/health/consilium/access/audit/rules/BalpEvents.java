package health.consilium.access.audit.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;

/** Events as they read. */
final class BalpEvents {

    static final Agent COORDINATOR =
            new Agent("coordinator", "coordinator", "Practitioner/1", "Organization/coordination", "app", "192.0.2.1");
    static final Agent CENTRE = new Agent(
            "centre-seoul", "centre", "Organization/seoul", "Organization/seoul", "centre-seoul", "192.0.2.2");

    static final String BASE = "https://example.org/fhir";

    private BalpEvents() {}

    static AuditEvent of(
            Kind kind, String interaction, String outcome, Agent agent, List<String> patients, List<String> entities) {
        return BalpEvent.of(
                new AuditRecord(
                        UUID.randomUUID(),
                        Instant.parse("2026-11-25T10:00:00Z"),
                        kind,
                        interaction,
                        outcome,
                        Purpose.of(agent.role()),
                        agent,
                        patients,
                        List.of("CS-1"),
                        entities,
                        kind == Kind.SEARCH ? BASE + "/Observation?patient=7" : null,
                        agent.equals(Agent.SERVER) ? null : "r-1",
                        null,
                        null,
                        kind == Kind.ERASURE || kind == Kind.ERASURE_REFUSED ? erased() : null),
                BASE);
    }

    static Erased erased() {
        return new Erased(
                new Erased.Identifier("https://w3id.org/consilium/fhir/sid/case-number", "C-2026-1"),
                "case",
                "patient-request",
                Map.of("Observation", 12),
                List.of("ab".repeat(32)),
                null);
    }
}

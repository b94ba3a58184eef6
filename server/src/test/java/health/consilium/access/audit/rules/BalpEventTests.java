package health.consilium.access.audit.rules;

import static health.consilium.access.audit.rules.BalpEvents.CENTRE;
import static health.consilium.access.audit.rules.BalpEvents.COORDINATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.junit.jupiter.api.Test;

/** What the patterns of IHE BALP ask of each event, https://profiles.ihe.net/ITI/BALP/. */
class BalpEventTests {

    private static final String BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

    private static AuditEvent of(Kind kind, String interaction, String outcome, Agent agent, List<String> entities) {
        return BalpEvents.of(kind, interaction, outcome, agent, List.of("Patient/7"), entities);
    }

    private static AuditEventAgentComponent agent(AuditEvent event, String type) {
        return event.getAgent().stream()
                .filter(agent -> agent.getType().getCodingFirstRep().getCode().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReadFlowsFromTheServerToTheClientForAUserWithAPurpose() {
        AuditEvent read = of(Kind.READ, "read", AuditRecord.SUCCESS, COORDINATOR, List.of("Observation/3/_history/1"));

        assertThat(read.getMeta().hasProfile(BALP + "PatientRead")).isTrue();
        assertThat(read.getAction().toCode()).isEqualTo("R");
        assertThat(read.getSubtypeFirstRep().getCode()).isEqualTo("read");
        assertThat(agent(read, "110153").getWho().getReference()).isEqualTo("Device/consilium");
        assertThat(agent(read, "110152").getNetwork().getAddress()).isEqualTo("192.0.2.1");
        assertThat(agent(read, "110152").getWho().getIdentifier().getValue()).isEqualTo("app");
        assertThat(agent(read, "IRCP").getWho().getReference()).isEqualTo("Practitioner/1");
        assertThat(agent(read, "IRCP")
                        .getPurposeOfUseFirstRep()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("COC");
        assertThat(read.getEntity())
                .extracting(entity -> entity.getType().getCode())
                .containsExactly("XrequestId", "1", "2");
        assertThat(read.getEntity().get(2).getWhat().getReference()).isEqualTo("Observation/3/_history/1");
    }

    @Test
    void whatIsReadInAnEmergencySaysSoAndNamesTheDeclaration() {
        AuditEvent read = BalpEvent.of(
                new AuditRecord(
                        UUID.randomUUID(),
                        Instant.parse("2026-11-25T10:00:00Z"),
                        Kind.READ,
                        "read",
                        AuditRecord.SUCCESS,
                        Purpose.BREAK_GLASS,
                        COORDINATOR,
                        List.of("Patient/7"),
                        List.of("CS-1"),
                        List.of("Observation/3/_history/1"),
                        null,
                        "r-1",
                        null,
                        "BreakGlass/5",
                        null),
                "https://example.org/fhir");

        assertThat(read.getPurposeOfEventFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("BTG");
        assertThat(read.getEntity())
                .anySatisfy(entity ->
                        assertThat(entity.getWhat().getIdentifier().getValue()).isEqualTo("BreakGlass/5"));
        assertThat(read.getMeta().hasProfile(BALP + "PatientRead")).isTrue();
    }

    @Test
    void anEmergencyThatIsDeclaredForTreatmentSaysBoth() {
        AuditEvent declared = BalpEvent.of(
                new AuditRecord(
                        UUID.randomUUID(),
                        Instant.parse("2026-11-25T10:00:00Z"),
                        Kind.BREAK_GLASS,
                        "$break-glass",
                        AuditRecord.SUCCESS,
                        "ETREAT",
                        COORDINATOR,
                        List.of("Patient/7"),
                        List.of("CS-1"),
                        List.of(),
                        null,
                        "r-1",
                        "Brought in unconscious.",
                        "BreakGlass/5",
                        null),
                "https://example.org/fhir");

        assertThat(declared.getPurposeOfEvent())
                .extracting(purpose -> purpose.getCodingFirstRep().getCode())
                .containsExactly("BTG", "ETREAT");
        assertThat(agent(declared, "IRCP").getPurposeOfUse()).hasSize(2);
    }

    @Test
    void aSignInSaysByWhat() {
        AuditEvent in = of(Kind.SIGN_IN, "passkey", AuditRecord.SUCCESS, COORDINATOR, List.of());

        assertThat(in.getSubtypeFirstRep().getDisplay()).isEqualTo("Login");
        assertThat(in.getEntity())
                .extracting(AuditEvent.AuditEventEntityComponent::getDescription)
                .contains("passkey");
    }

    @Test
    void aQueryFlowsFromTheClientAndKeepsWhatWasAsked() {
        AuditEvent query =
                of(Kind.SEARCH, "search-type", AuditRecord.SUCCESS, COORDINATOR, List.of("Observation/3/_history/1"));

        assertThat(query.getMeta().hasProfile(BALP + "PatientQuery")).isTrue();
        assertThat(query.getAction().toCode()).isEqualTo("E");
        assertThat(agent(query, "110153").getWho().getIdentifier().getValue()).isEqualTo("app");
        assertThat(query.getEntity())
                .filteredOn(entity -> "2".equals(entity.getType().getCode()))
                .singleElement()
                .satisfies(entity -> assertThat(new String(entity.getQuery(), StandardCharsets.UTF_8))
                        .endsWith("Observation?patient=7"));
    }

    @Test
    void whatACentreReadsIsADisclosureToASystemWithoutAUser() {
        AuditEvent disclosure =
                of(Kind.DISCLOSURE, "read", AuditRecord.SUCCESS, CENTRE, List.of("Binary/9/_history/1"));

        assertThat(disclosure.getMeta().hasProfile(BALP + "PrivacyDisclosure.Source"))
                .isTrue();
        assertThat(disclosure.getType().getCode()).isEqualTo("110106");
        assertThat(disclosure.getSubtypeFirstRep().getCode()).isEqualTo("disclose");
        assertThat(disclosure.getAgent()).hasSize(2);
        assertThat(agent(disclosure, "110152").getWho().getReference()).isEqualTo("Organization/seoul");
        assertThat(agent(disclosure, "110153").getWho().getReference())
                .isEqualTo(disclosure.getSource().getObserver().getReference());
    }

    @Test
    void aRefusalIsASecurityAlertThatSaysWhichAndClaimsNoSuccess() {
        AuditEvent denied = of(Kind.DENIED, "read", "forbidden", CENTRE, List.of("Observation/3"));

        assertThat(denied.getMeta().getProfile()).isEmpty();
        assertThat(denied.getType().getCode()).isEqualTo("110113");
        assertThat(denied.getOutcome().toCode()).isEqualTo("4");
        assertThat(denied.getOutcomeDesc()).isEqualTo("forbidden");
    }

    @Test
    void aTransactionOfManyResourcesClaimsNoPatternOfOne() {
        AuditEvent transaction = of(
                Kind.TRANSACTION, "transaction", AuditRecord.SUCCESS, CENTRE, List.of("Observation/3", "Condition/4"));

        assertThat(transaction.getMeta().getProfile()).isEmpty();
        assertThat(transaction.getSubtypeFirstRep().getCode()).isEqualTo("transaction");
    }

    @Test
    void aCertificateOfErasureNamesWhatIsGoneByIdentifierAndNobody() {
        AuditEvent event = BalpEvent.of(
                new AuditRecord(
                        UUID.randomUUID(),
                        Instant.parse("2026-11-25T10:00:00Z"),
                        Kind.ERASURE,
                        "$purge",
                        AuditRecord.SUCCESS,
                        "HSYSADMIN",
                        Agent.SERVER,
                        List.of(),
                        List.of("C-2026-1"),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        BalpEvents.erased()),
                "https://example.org/fhir");

        assertThat(event.getAction()).isEqualTo(AuditEvent.AuditEventAction.D);
        assertThat(event.getSubtypeFirstRep().getCode()).isEqualTo("destroy");
        assertThat(event.getEntity()).singleElement().satisfies(entity -> {
            assertThat(entity.getWhat().hasReference()).isFalse();
            assertThat(entity.getWhat().getIdentifier().getValue()).isEqualTo("C-2026-1");
            assertThat(entity.getDetail())
                    .extracting(
                            detail -> detail.getType() + "=" + detail.getValue().primitiveValue())
                    .contains("count Observation=12", "sha256=" + "ab".repeat(32), "reason=patient-request");
        });
    }
}

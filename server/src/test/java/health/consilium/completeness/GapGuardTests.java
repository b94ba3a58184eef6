package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.completeness.rules.Waiver;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.workflow.TestWaivers;
import health.consilium.workflow.Waivers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Signature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GapGuardTests {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final Callers callers = mock(Callers.class);
    private final Waivers signatures = TestWaivers.signed();
    private final GapGuard guard = new GapGuard(callers, signatures, Clock.fixed(NOW, ZoneOffset.UTC));
    private final ServletRequestDetails client = new ServletRequestDetails();

    @BeforeEach
    void aCoordinatorCalls() {
        when(callers.require(Role.COORDINATOR))
                .thenReturn(new Caller(
                        "clinician", Role.COORDINATOR, "Practitioner/clinician", Optional.empty(), Set.of()));
    }

    @Test
    void aCoordinatorWaivesWithAReasonAndTheOwnName() {
        DetectedIssue waived = waived("the patient was adopted", "Practitioner/clinician");

        guard.beforeUpdate(gap(), waived, client);

        assertThat(waiver(waived)).get().satisfies(waiver -> {
            assertThat(waiver.reason()).isEqualTo("Waived: the patient was adopted");
            assertThat(waiver.signedBy()).isEqualTo("Practitioner/clinician");
        });
        assertThat(waived.getMitigationFirstRep().getDate()).isEqualTo(NOW);
        Signature signature = (Signature) waived.getMitigationFirstRep()
                .getExtensionByUrl(Waivers.SIGNATURE)
                .getValue();
        assertThat(signature.getWho().getReference()).isEqualTo("Practitioner/clinician");
        assertThat(signature.getWhen()).isEqualTo(NOW);
    }

    @Test
    void whoChangesAWaiverAfterwardsIsFoundOut() {
        for (Consumer<DetectedIssue> change : List.<Consumer<DetectedIssue>>of(
                gap -> gap.getMitigationFirstRep().getAction().setText("Waived: nobody asked"),
                gap -> gap.getMitigationFirstRep().setAuthor(new Reference("Practitioner/coordinator")),
                gap -> gap.getIdentifierFirstRep().setValue("C-2026-7QK2M4XA|breast.mol.her2"),
                gap -> ((Signature) gap.getMitigationFirstRep()
                                .getExtensionByUrl(Waivers.SIGNATURE)
                                .getValue())
                        .setWhen(Date.from(NOW.minusSeconds(60))),
                gap -> gap.getMitigationFirstRep().removeExtension(Waivers.SIGNATURE))) {
            DetectedIssue gap = waived("the patient was adopted", "Practitioner/clinician");
            guard.beforeUpdate(gap(), gap, client);
            assertThat(waiver(gap)).isPresent();

            change.accept(gap);

            assertThat(waiver(gap)).isEmpty();
        }
    }

    @Test
    void aSignatureThatIsBroughtAlongIsReplaced() {
        DetectedIssue forged = waived("the patient was adopted", "Practitioner/clinician");
        forged.getMitigationFirstRep()
                .addExtension(Waivers.SIGNATURE, new Signature().setData("forged".getBytes(StandardCharsets.UTF_8)));

        guard.beforeUpdate(gap(), forged, client);

        assertThat(forged.getMitigationFirstRep().getExtensionsByUrl(Waivers.SIGNATURE))
                .hasSize(1);
        assertThat(waiver(forged)).isPresent();
    }

    @Test
    void aSystemSignsNoWaiver() {
        when(callers.require(Role.COORDINATOR))
                .thenReturn(new Caller("desk", Role.COORDINATOR, "Organization/desk", Optional.empty(), Set.of()));

        assertThat(refusal(waived("adopted", "Organization/desk")).expressions())
                .containsExactly("DetectedIssue.mitigation.author");
    }

    @Test
    void aWaiverNeedsReasonAndSignature() {
        assertThat(refusal(waived(null, "Practitioner/clinician")).expressions())
                .containsExactly("DetectedIssue.mitigation.action.text");
        assertThat(refusal(waived(" ", "Practitioner/clinician")).expressions())
                .containsExactly("DetectedIssue.mitigation.action.text");
        assertThat(refusal(waived("adopted", "Practitioner/coordinator")).expressions())
                .containsExactly("DetectedIssue.mitigation.author");
        assertThat(refusal(gap().setStatus(DetectedIssueStatus.FINAL)).expressions())
                .containsExactly("DetectedIssue.mitigation");
    }

    @Test
    void aWaiverCanBeTakenBack() {
        DetectedIssue before = waived("adopted", "Practitioner/clinician");
        guard.beforeUpdate(gap(), before, client);

        assertThatNoException().isThrownBy(() -> guard.beforeUpdate(before, gap(), client));
    }

    @Test
    void theRestOfAGapIsTheServers() {
        assertThat(refusal(changed(gap -> gap.setSeverity(DetectedIssueSeverity.LOW)))
                        .code())
                .isEqualTo("invalid-profile");
        assertThat(refusal(changed(gap -> gap.getIdentifier().clear())).code()).isEqualTo("invalid-profile");
        assertThat(catchThrowableOfType(RefusedException.class, () -> guard.beforeCreate(gap(), client)))
                .isNotNull();
        assertThatNoException().isThrownBy(() -> guard.beforeCreate(gap(), new SystemRequestDetails()));
        assertThatNoException().isThrownBy(() -> guard.beforeCreate(new DetectedIssue(), client));
    }

    private Optional<Waiver> waiver(DetectedIssue gap) {
        return Mitigations.waiver(gap, "breast.img.mammo", waiver -> signatures.isSigned(gap, waiver));
    }

    private Refusal refusal(DetectedIssue after) {
        return catchThrowableOfType(RefusedException.class, () -> guard.beforeUpdate(gap(), after, client))
                .refusals()
                .get(0);
    }

    private static DetectedIssue changed(Consumer<DetectedIssue> change) {
        DetectedIssue gap = gap();
        change.accept(gap);
        return gap;
    }

    private static DetectedIssue waived(String reason, String author) {
        DetectedIssue gap = gap().setStatus(DetectedIssueStatus.FINAL);
        gap.addMitigation().setAction(new CodeableConcept().setText(reason)).setAuthor(new Reference(author));
        return gap;
    }

    private static DetectedIssue gap() {
        DetectedIssue gap = new DetectedIssue();
        gap.setId("DetectedIssue/1");
        gap.addIdentifier().setSystem(GapForm.IDENTIFIER).setValue("C-2026-7QK2M4XA|breast.img.mammo");
        gap.setStatus(DetectedIssueStatus.PRELIMINARY).setSeverity(DetectedIssueSeverity.HIGH);
        return gap;
    }
}

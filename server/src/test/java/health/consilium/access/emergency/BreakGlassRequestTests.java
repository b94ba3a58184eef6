package health.consilium.access.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.access.emergency.rules.EmergencyPurpose;
import health.consilium.fhir.RefusedException;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakGlassRequestTests {

    private static final StringType NUMBER = new StringType("C-2026-7K3M9QXA");
    private static final StringType REASON = new StringType("Brought in unconscious at night.");

    @Test
    void aNumberMayBeWrittenAsItIsHeard() {
        BreakGlassRequest request = BreakGlassRequest.of(new StringType(" c-2026-7k3m9qxa "), null, REASON);

        assertThat(request.caseNumber()).isEqualTo("C-2026-7K3M9QXA");
        assertThat(request.grounds().reason()).isEqualTo("Brought in unconscious at night.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "7", "C-2026-7K3M9QXA,C-2026-00000000", "C-2026-7K3M9QX|", "ServiceRequest/1"})
    void anythingElseIsNoNumber(String number) {
        refused(() -> BreakGlassRequest.of(new StringType(number), null, REASON), "case");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "          ", "urgent", "\n\t\r x"})
    void aReasonIsWords(String reason) {
        refused(() -> BreakGlassRequest.of(NUMBER, null, new StringType(reason)), "reason");
    }

    @Test
    void aReasonIsNoBook() {
        refused(() -> BreakGlassRequest.of(NUMBER, null, new StringType("x".repeat(1001))), "reason");
        assertThat(BreakGlassRequest.of(NUMBER, null, new StringType("患者昏迷，过敏史不明。"))
                        .grounds()
                        .reason())
                .hasSizeGreaterThan(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTG", "ETREAT", "ERTREAT", "THREAT", "DISASTER"})
    void aPurposeIsOneThatAnEmergencyCanHave(String code) {
        assertThat(BreakGlassRequest.of(NUMBER, new CodeType(code), REASON)
                        .grounds()
                        .purpose())
                .hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TREAT", "etreat", "HMARKT", "ETREAT ", "BTG,ETREAT"})
    void anyOtherPurposeIsRefused(String code) {
        refused(() -> BreakGlassRequest.of(NUMBER, new CodeType(code), REASON), "purpose");
    }

    @Test
    void whoSaysNoPurposeBreaksTheGlass() {
        assertThat(BreakGlassRequest.of(NUMBER, null, REASON).grounds().purpose())
                .isEqualTo(EmergencyPurpose.BTG);
    }

    @Test
    void nothingAtAllIsRefusedToo() {
        refused(() -> BreakGlassRequest.of(null, null, REASON), "case");
        refused(() -> BreakGlassRequest.of(NUMBER, null, null), "reason");
        refused(() -> ReviewRequest.of(null, null, null), "justified");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked, String parameter) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.refusals().get(0).expressions()).containsExactly(parameter);
        });
    }
}

package health.consilium.access.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.RefusedException;
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
        BreakGlassRequest request = BreakGlassRequest.of(new StringType(" c-2026-7k3m9qxa "), REASON);

        assertThat(request.caseNumber()).isEqualTo("C-2026-7K3M9QXA");
        assertThat(request.reason()).isEqualTo("Brought in unconscious at night.");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "7", "C-2026-7K3M9QXA,C-2026-00000000", "C-2026-7K3M9QX|", "ServiceRequest/1"})
    void anythingElseIsNoNumber(String number) {
        refused(() -> BreakGlassRequest.of(new StringType(number), REASON), "case");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "          ", "urgent", "\n\t\r x"})
    void aReasonIsWords(String reason) {
        refused(() -> BreakGlassRequest.of(NUMBER, new StringType(reason)), "reason");
    }

    @Test
    void aReasonIsNoBook() {
        refused(() -> BreakGlassRequest.of(NUMBER, new StringType("x".repeat(1001))), "reason");
        assertThat(BreakGlassRequest.of(NUMBER, new StringType("患者昏迷，过敏史不明。")).reason())
                .hasSizeGreaterThan(9);
    }

    @Test
    void nothingAtAllIsRefusedToo() {
        refused(() -> BreakGlassRequest.of(null, REASON), "case");
        refused(() -> BreakGlassRequest.of(NUMBER, null), "reason");
        refused(() -> ReviewRequest.of(null, null, null), "justified");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked, String parameter) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.refusals().get(0).expressions()).containsExactly(parameter);
        });
    }
}

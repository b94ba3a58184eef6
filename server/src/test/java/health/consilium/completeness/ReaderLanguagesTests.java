package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import org.hl7.fhir.r4.model.CodeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderLanguagesTests {

    @Test
    void theParameterComesBeforeTheHeader() {
        assertThat(ReaderLanguages.of(new CodeType("zh-hans"), "fr").tags()).containsExactly("zh-Hans");
    }

    @Test
    void theHeaderNamesTheLanguagesByWeight() {
        assertThat(ReaderLanguages.of(null, "en;q=0.5, kk, hi-IN;q=0.8, fr;q=0").tags())
                .containsExactly("kk", "hi-IN", "en");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"*", "hi;q=often", "§"})
    void whoSaysNothingThatCanBeReadReadsEnglish(String header) {
        assertThat(ReaderLanguages.of(null, header).tags()).containsExactly("en");
    }

    @Test
    void aParameterThatIsNoLanguageTagIsRefused() {
        Refusal refusal = catchThrowableOfType(
                        RefusedException.class, () -> ReaderLanguages.of(new CodeType("zh_CN"), null))
                .refusals()
                .get(0);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.expressions().get(0)).contains("language");
    }
}

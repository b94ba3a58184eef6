package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageParameterTests {

    @Test
    void aTagIsALanguage() {
        assertThat(LanguageParameter.require("ZH-hans", "language").toLanguageTag())
                .isEqualTo("zh-Hans");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "und", "x-mine", "in English please", "en_GB"})
    void whatNamesNoLanguageIsNone(String tag) {
        assertThat(LanguageParameter.parse(tag)).isEmpty();
        assertThatThrownBy(() -> LanguageParameter.require(tag, "language"))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.refusals())
                        .singleElement()
                        .satisfies(refusal -> {
                            assertThat(refusal.status()).isEqualTo(422);
                            assertThat(refusal.code()).isEqualTo("unknown-code");
                        }));
    }
}

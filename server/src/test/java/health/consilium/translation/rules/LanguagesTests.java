package health.consilium.translation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTests {

    @ParameterizedTest
    @CsvSource({
        "en, true",
        "en-GB, true",
        "EN-us, true",
        "zxx, true",
        "hi, false",
        "zh-Hans, false",
        "ar-EG, false",
        "enm, false",
        "und, false",
        "mul, false"
    })
    void englishAndWhatHasNoWordsNeedNoTranslation(String tag, boolean readable) {
        assertThat(Languages.isReadInEnglish(tag)).isEqualTo(readable);
    }

    @Test
    void aDocumentOfUnknownLanguageNeedsOne() {
        assertThat(Languages.isReadInEnglish(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "en, en-GB, true",
        "zh-Hans, zh, true",
        "zh-Hans, zh-Hans-CN, true",
        "zh-Hans, zh-Hant, false",
        "ar, fa, false",
        "sr-Cyrl, sr-Latn, false",
        "und, und, false"
    })
    void languageAndScriptMatterToAReaderAndRegionDoesNot(String one, String other, boolean same) {
        assertThat(Languages.same(one, other)).isEqualTo(same);
        assertThat(Languages.same(other, one)).isEqualTo(same);
    }
}

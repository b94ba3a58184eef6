package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.rules.ScopeGrant;
import health.consilium.smart.rules.ScopeWords;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The pages speak the reader's language, whole. */
class PageTextsTests {

    static final java.util.List<String> LANGUAGES = PageTexts.LANGUAGES;

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyLanguageHasEveryTextWithItsPlaces(String language) {
        PageTexts texts = PageTexts.in(language);
        PageTexts english = PageTexts.in("en");
        assertThat(texts.all().stringPropertyNames()).isEqualTo(english.all().stringPropertyNames());
        english.all().stringPropertyNames().forEach(key -> assertThat(places(texts.get(key)))
                .as(language + " " + key)
                .isEqualTo(places(english.get(key))));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyScopeHasWords(String language) {
        ScopeWords words = new ScopeWords(PageTexts.in(language));
        assertThat(ScopeGrant.LAUNCH_SCOPES)
                .allSatisfy(scope -> assertThat(words.of(scope)).isNotBlank().isNotEqualTo(scope));
        assertThat(words.of("user/*.cruds")).isNotEqualTo("user/*.cruds").doesNotContain("*");
    }

    @Test
    void wordsSayWhatAndHow() {
        ScopeWords words = new ScopeWords(PageTexts.in("en"));
        assertThat(words.of("patient/DocumentReference.rs")).isEqualTo("Documents: read");
        assertThat(words.of("user/*.cruds")).isEqualTo("All records: read, add, change, delete");
        assertThat(words.of("patient/Observation.rs?category=http://x|laboratory"))
                .isEqualTo("Test results and measurements (laboratory): read");
        assertThat(words.of("patient/Observation.rs?category=other")).contains("(other)");
        assertThat(words.of("patient/BodyStructure.s")).isEqualTo("Body structure: read");
        assertThat(words.of("something else")).isEqualTo("something else");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "hi-IN,hi;q=0.9,en;q=0.8 # hi",
                "ar # ar",
                "zh-CN # zh",
                "sw,fr;q=0.4 # fr",
                "de # en",
                "* # en",
                ";;;q # en",
                "en;q=x # en"
            })
    void theBrowserSaysWhichLanguage(String accepted, String language) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (accepted != null) {
            request.addHeader("Accept-Language", accepted);
        }
        assertThat(PageTexts.of(request).locale().getLanguage()).isEqualTo(language);
    }

    @Test
    void withoutAWordFromTheBrowserItIsEnglish() {
        assertThat(PageTexts.of(new MockHttpServletRequest()).locale().getLanguage())
                .isEqualTo("en");
        assertThat(PageTexts.in("ar").direction()).isEqualTo("rtl");
        assertThat(PageTexts.in("hi").direction()).isEqualTo("ltr");
    }

    private static java.util.List<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .sorted()
                .toList();
    }
}

package health.consilium.notification;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.ExampleCases;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextsTests {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{5,}");

    private final MailTexts texts = new MailTexts();

    @ParameterizedTest
    @ValueSource(strings = {"_fr", "_hi", "_ar", "_zh"})
    void everySentenceIsThereInEveryLanguage(String suffix) throws IOException {
        assertThat(catalogue(suffix).stringPropertyNames())
                .isEqualTo(catalogue("").stringPropertyNames());
        assertThat(catalogue(suffix).values())
                .allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    @Test
    void everyStageOfACaseHasASentence() throws IOException {
        String codes = new String(
                MailTextsTests.class
                        .getResourceAsStream("/health/consilium/ig/package/CodeSystem-business-status.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        Set<String> ofCases = Pattern.compile(
                        "\"code\": ?\"([a-z-]+)\",\\s*\"display\": ?\"[^\"]*\",\\s*\"definition\": ?\"Case")
                .matcher(codes)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(ofCases).hasSizeGreaterThan(20).allMatch(code -> texts.has("case-stage-changed", code));
    }

    @Test
    void everyStepOfTheChaseHasASentenceOfItsOwn() throws IOException {
        String codes = new String(
                MailTextsTests.class
                        .getResourceAsStream("/health/consilium/ig/package/CodeSystem-chase-step.json")
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        List<String> steps = Pattern.compile("\"code\": ?\"([a-z-]+)\",\\s*\"display\"")
                .matcher(codes)
                .results()
                .map(found -> found.group(1))
                .toList();
        String any = texts.sentence("chase", "", "en").text();

        assertThat(steps).contains("reminder", "second-reminder", "escalation", "call", "re-match", "close");
        assertThat(steps)
                .allSatisfy(step ->
                        assertThat(texts.sentence("chase", step, "en").text()).isNotEqualTo(any));
        assertThat(texts.sentence("chase", "closure", "en").text())
                .as("no step, but told by the clock as well")
                .isNotEqualTo(any);
    }

    @Test
    void theLanguageIsTheReadersOrEnglish() {
        assertThat(sentence("hi")).contains("आपकी दूसरी राय");
        assertThat(sentence("zh-Hans")).contains("第二诊疗意见");
        assertThat(sentence("fr-CA")).contains("Votre second avis");
        assertThat(sentence("sw")).contains("Your second opinion");
        MailTexts.Text arabic = texts.of("case-stage-changed", "delivered", "ar", "C-7", "https://x.example/");
        assertThat(arabic.html()).contains("lang=\"ar\" dir=\"rtl\"").contains("رأيك الثاني");
        assertThat(arabic.plain()).contains("C-7").contains("https://x.example/");
    }

    private String sentence(String language) {
        return texts.of("case-stage-changed", "delivered", language, "C-7", "https://x.example/")
                .plain();
    }

    @Test
    void whatComesFromOutsideCannotBeMarkup() {
        assertThat(texts.of("referral-submitted", "", "en", "<b>", "https://x.example/?a=1&b=\"")
                        .html())
                .doesNotContain("<b>")
                .contains("&lt;b&gt;")
                .contains("?a=1&amp;b=&quot;");
    }

    /** Every word of the example cases that is a name, a diagnosis, a finding or a drug stays out. */
    @Test
    void noWordOfAMailComesFromTheRecords() throws IOException {
        Set<String> ours = new HashSet<>();
        for (String suffix : new String[] {"", "_fr", "_hi", "_ar", "_zh"}) {
            catalogue(suffix).values().forEach(text -> ours.addAll(words((String) text)));
        }
        Set<String> clinical = new TreeSet<>();
        for (String example : new String[] {"breast", "nsclc", "hcc"}) {
            clinical.addAll(values(ExampleCases.text(example + "/transaction.json")));
        }
        clinical.removeAll(EVERYDAY);

        assertThat(ours.stream().filter(clinical::contains)).isEmpty();
    }

    /** Words of the records that say nothing about anybody. */
    private static final Set<String> EVERYDAY = Set.of(
            "after",
            "answer",
            "before",
            "being",
            "centre",
            "information",
            "nothing",
            "opinion",
            "please",
            "received",
            "records",
            "referral",
            "report",
            "request",
            "second",
            "their",
            "there",
            "would",
            "which",
            "should",
            "still",
            "other",
            "anything");

    private static Set<String> values(String json) {
        return Pattern.compile(
                        "\"(?:text|display|family|given|valueString|title|description|note|div)\": ?\\[?\"([^\"]+)\"")
                .matcher(json)
                .results()
                .flatMap(found -> words(found.group(1)).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet());
    }

    private static Properties catalogue(String suffix) throws IOException {
        Properties catalogue = new Properties();
        try (Reader file = new InputStreamReader(
                MailTextsTests.class.getResourceAsStream(
                        "/health/consilium/notification/mail" + suffix + ".properties"),
                StandardCharsets.UTF_8)) {
            catalogue.load(file);
        }
        return catalogue;
    }
}

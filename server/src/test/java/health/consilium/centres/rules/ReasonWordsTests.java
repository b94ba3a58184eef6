package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Designations;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonWordsTests {

    private static final Observed SEEN =
            new Observed(new BigDecimal("5.50"), Optional.of(new BigDecimal("8")), Optional.of(31), true);

    @ParameterizedTest
    @ValueSource(strings = {"_fr", "_hi", "_ar", "_zh_Hans"})
    void everyReasonIsThereInEveryLanguageWithTheSameFacts(String suffix) throws IOException {
        Properties english = catalogue("");
        Properties theirs = catalogue(suffix);

        assertThat(theirs.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(facts(theirs.getProperty(key))).as(key + suffix).isEqualTo(facts(english.getProperty(key)));
        }
    }

    /** What a pattern tells beside its words; of a number that is shown and that decides the plural, once. */
    private static Set<String> facts(String pattern) {
        Set<String> facts = new TreeSet<>();
        new MessageFormat(pattern, ULocale.ENGLISH)
                .getArgumentNames()
                .forEach(name -> facts.add(name.replaceFirst("Text$", "")));
        return facts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Reports after 5.5 business days (median observed, 31 reports on this tumour type, nine of ten within 8 business days), promises 7 business days",
                "fr | Rend son rapport après 5,5 jours ouvrés (médiane observée, 31 rapports sur ce type de tumeur, neuf sur dix en 8 jours ouvrés au plus), promet 7 jours ouvrés",
                "hi | 5.5 कार्य दिवस में रिपोर्ट देता है (देखी गई माध्यिका, इस प्रकार के ट्यूमर पर 31 रिपोर्ट, दस में से नौ 8 कार्य दिवस के भीतर), वादा: 7 कार्य दिवस",
                "zh-Hans | 5.5 个工作日后出具报告（实际中位数，31 份关于该肿瘤类型的报告，十分之九在 8 个工作日以内），承诺 7 个工作日"
            })
    void aFigureIsToldInTheReadersLanguage(String language, String sentence) {
        assertThat(ReasonWords.in(language).say(SEEN.phrase(Optional.of(new BigDecimal("7")))))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr | Carcinome hépatocellulaire (cancer primitif du foie)",
                "hi-IN | लिवर का कैंसर (हेपैटोसेल्युलर कार्सिनोमा): ",
                "ar | \u2068سرطان الخلايا الكبدية (سرطان الكبد الأولي)\u2069",
                "zh-CN | 肝细胞癌（原发性肝癌）",
                "sw | Hepatocellular carcinoma: 12 patients"
            })
    void aTumourTypeIsCalledAsTheReaderCallsIt(String language, String beginning) {
        Designations name = Content.mapper().type("hcc").orElseThrow().name();
        Phrase volume = new Phrase(
                "volume.reported", Map.of("tumour", name, "patients", 12, "when", Phrase.of("volume.yearly")));

        assertThat(ReasonWords.in(language).say(volume)).startsWith(beginning);
    }

    @Test
    void arabicCountsAsArabicDoesAndNamesOfOthersKeepTheirDirection() {
        ReasonWords arabic = ReasonWords.in("ar-EG");

        assertThat(arabic.language()).isEqualTo("ar");
        assertThat(arabic.say(Phrase.days(BigDecimal.ONE))).isEqualTo("يوم عمل واحد");
        assertThat(arabic.say(Phrase.days(BigDecimal.valueOf(2)))).isEqualTo("يوما عمل");
        assertThat(arabic.say(Phrase.days(BigDecimal.valueOf(5)))).isEqualTo("5 أيام عمل");
        assertThat(arabic.say(Phrase.days(new BigDecimal("12.0")))).isEqualTo("12 يوم عمل");
        assertThat(arabic.say(new Phrase("option.remote", Map.of("centre", "Tata Memorial"))))
                .isEqualTo("رأي بناءً على السجلات، \u2068Tata Memorial\u2069");
    }

    @Test
    void languagesAreNamedInTheReadersLanguage() {
        Phrase works =
                LanguageFit.of(List.of("hi"), List.of("ko", "en-US", "en")).phrase();

        assertThat(ReasonWords.ENGLISH.say(works))
                .isEqualTo("Works in Korean, English, not in Hindi: an interpreter is needed");
        assertThat(ReasonWords.in("zh-Hans").say(works)).isEqualTo("工作语言：韩语、英语，不包括：印地语；需要口译");
    }

    @Test
    void theFirstLanguageThatThereAreWordsInIsSpokenElseEnglish() {
        assertThat(ReasonWords.firstOf(List.of("sw", "hi-IN", "fr")).language()).isEqualTo("hi");
        assertThat(ReasonWords.firstOf(List.of("sw", "en")).language()).isEqualTo("en");
        assertThat(ReasonWords.firstOf(List.of("zh-TW")).language()).isEqualTo("en");
        assertThat(ReasonWords.firstOf(List.of())).isSameAs(ReasonWords.ENGLISH);
    }

    @Test
    void whatACentreWritesIsNoPattern() {
        assertThat(ReasonWords.ENGLISH.say(new Phrase("capacity.why", Map.of("why", "{days} isn't '{here}'"))))
                .isEqualTo(" ({days} isn't '{here}')");
    }

    private static Properties catalogue(String suffix) throws IOException {
        Properties catalogue = new Properties();
        try (Reader file = new InputStreamReader(
                ReasonWordsTests.class.getResourceAsStream(
                        "/health/consilium/centres/reasons" + suffix + ".properties"),
                StandardCharsets.UTF_8)) {
            catalogue.load(file);
        }
        return catalogue;
    }
}

package health.consilium.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever reads another language is told the same. */
class CataloguesTests {

    private static final Pattern FACT = Pattern.compile("\\{[a-z]+}");

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource({
        "completeness/gaps, _fr",
        "completeness/gaps, _hi",
        "completeness/gaps, _ar",
        "completeness/gaps, _zh_Hans",
        "turnaround/closures, _fr",
        "turnaround/closures, _hi",
        "turnaround/closures, _ar",
        "turnaround/closures, _zh_Hans"
    })
    void everyTextIsThereInEveryLanguageWithTheSameFacts(String bundle, String suffix) throws IOException {
        Properties english = catalogue(bundle);
        Properties theirs = catalogue(bundle + suffix);

        assertThat(theirs.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(facts(theirs.getProperty(key))).as(key).isEqualTo(facts(english.getProperty(key)));
        }
    }

    private static Set<String> facts(String text) {
        Set<String> facts = new TreeSet<>();
        Matcher matcher = FACT.matcher(text);
        while (matcher.find()) {
            facts.add(matcher.group());
        }
        return facts;
    }

    private static Properties catalogue(String name) throws IOException {
        Properties catalogue = new Properties();
        try (Reader file = new InputStreamReader(
                CataloguesTests.class.getResourceAsStream("/health/consilium/" + name + ".properties"),
                StandardCharsets.UTF_8)) {
            catalogue.load(file);
        }
        return catalogue;
    }
}

package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptions that the content was tested with. */
class ContrastWordsTests {

    private final ContrastWords contrast = Content.imagingRules().contrastWords();

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("descriptions")
    void aDescriptionTellsContrastOrLeavesItOpen(String description, String expected) {
        Truth truth =
                switch (expected) {
                    case "YES" -> Truth.TRUE;
                    case "NO" -> Truth.FALSE;
                    default -> Truth.UNKNOWN;
                };
        assertThat(contrast.read(description)).isEqualTo(truth);
        assertThat(contrast.read(description.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(truth);
    }

    @Test
    void thereAreNineteen() {
        assertThat(descriptions()).hasSize(19);
    }

    @Test
    void everyRuleThatReadsDescriptionsReadsThemAlike() {
        assertThat(Content.imagingRules().all())
                .flatExtracting(ImagingRule::checks)
                .filteredOn(check -> check.contrastWords().isPresent())
                .hasSizeGreaterThan(5)
                .allSatisfy(check -> assertThat(
                                check.contrastWords().orElseThrow().positive().pattern())
                        .isEqualTo(contrast.positive().pattern()));
    }

    static Stream<Arguments> descriptions() {
        return StreamSupport.stream(
                        Content.source().get("contrastDescriptionTests").spliterator(), false)
                .map(t -> Arguments.of(
                        t.get("seriesDescription").asText(), t.get("expected").asText()));
    }
}

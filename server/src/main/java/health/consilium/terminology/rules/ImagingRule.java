package health.consilium.terminology.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A protocol rule for imaging studies, as far as it is data ({@code PlanDefinition/imaging-rules}).
 *
 * @param bases rules whose checks hold too
 * @param modalities DICOM modalities; {@code *} is any
 * @param minZExtent length of the body that one series has to cover, in millimetres, of an adult
 */
public record ImagingRule(
        String id,
        String label,
        List<String> bases,
        List<String> modalities,
        List<String> bodyParts,
        Optional<BigDecimal> minZExtent,
        List<Check> checks) {
    public ImagingRule {
        bases = List.copyOf(bases);
        modalities = List.copyOf(modalities);
        bodyParts = List.copyOf(bodyParts);
        checks = List.copyOf(checks);
    }

    /**
     * @param attributes DICOM keywords
     * @param operator as in the content, for example {@code <=}
     * @param quantifier which series or instances have to pass
     * @param patterns regular expressions by name
     * @param appliesWhen restriction in words, if any
     */
    public record Check(
            List<String> attributes,
            String operator,
            List<String> values,
            Severity severity,
            Quantifier quantifier,
            Map<String, Pattern> patterns,
            Optional<String> appliesWhen) {

        /** Name of the pattern that the operators {@code matches} and {@code anySeriesMatches} compare with. */
        public static final String VALUE = "value";

        public boolean reads(String keyword) {
            return attributes.contains(keyword);
        }

        /** How a description tells contrast, in checks that ask for it. */
        public Optional<ContrastWords> contrastWords() {
            return patterns.containsKey("positiveRegex")
                    ? Optional.of(new ContrastWords(
                            patterns.get("ambiguousRegex"),
                            patterns.get("negativeRegex"),
                            patterns.get("positiveRegex")))
                    : Optional.empty();
        }

        public BigDecimal number() {
            return new BigDecimal(values.get(0));
        }
    }

    /** What a failed check means: only {@code FAIL} makes a study insufficient. */
    public enum Severity {
        FAIL,
        WARN,
        INFO
    }

    /** Of what a check must hold. */
    public enum Quantifier {
        STUDY,
        ANY_QUALIFYING_SERIES,
        EVERY_DIAGNOSTIC_SERIES,
        EVERY_INSTANCE;

        static Quantifier of(String code) {
            return switch (code) {
                case "study" -> STUDY;
                case "anyQualifyingSeries" -> ANY_QUALIFYING_SERIES;
                case "everyDiagnosticSeries" -> EVERY_DIAGNOSTIC_SERIES;
                case "everyInstance" -> EVERY_INSTANCE;
                default -> throw new ContentException("Unknown quantifier '" + code + "' of an imaging check");
            };
        }
    }
}

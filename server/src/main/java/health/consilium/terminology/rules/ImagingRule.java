package health.consilium.terminology.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A protocol rule for imaging studies, as far as it is data ({@code PlanDefinition/imaging-rules}). */
public record ImagingRule(String id, String label, List<String> bodyParts, List<Check> checks) {
    public ImagingRule {
        bodyParts = List.copyOf(bodyParts);
        checks = List.copyOf(checks);
    }

    /**
     * @param attributes DICOM keywords
     * @param operator as in the content, for example {@code <=}
     * @param patterns regular expressions by name
     * @param appliesWhen restriction in words, if any
     */
    public record Check(
            List<String> attributes,
            String operator,
            List<String> values,
            Severity severity,
            Map<String, Pattern> patterns,
            Optional<String> appliesWhen) {

        /** Name of the pattern that the operator {@code matches} compares with. */
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
}

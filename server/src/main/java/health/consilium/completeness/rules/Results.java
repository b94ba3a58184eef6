package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Truth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.StringType;

/** Reads the value of a result: positive or negative, an immunostain score, a number. */
final class Results {
    private static final Pattern POSITIVE = Pattern.compile("\\b(positive|detected|present|pathogenic|amplified)\\b");
    private static final Pattern NEGATIVE =
            Pattern.compile("\\b(negative|not detected|undetected|absent|non-?reactive|not amplified|wild-?type)\\b");
    private static final Pattern SCORE = Pattern.compile("(?:^|\\D)([0-3])\\s?\\+?(?:$|[^\\d.%])");

    private Results() {}

    /** Positive or negative; unknown if the result says neither, or both. */
    static Truth polarity(Observation result) {
        String words = words(result);
        boolean negative = NEGATIVE.matcher(words).find();
        boolean positive =
                POSITIVE.matcher(NEGATIVE.matcher(words).replaceAll("")).find();
        for (CodeableConcept interpretation : result.getInterpretation()) {
            for (Coding coding : interpretation.getCoding()) {
                positive |= "POS".equals(coding.getCode()) || "DET".equals(coding.getCode());
                negative |= "NEG".equals(coding.getCode()) || "ND".equals(coding.getCode());
            }
        }
        return positive == negative ? Truth.UNKNOWN : Truth.of(positive);
    }

    /** Immunohistochemistry score 0 to 3. */
    static Optional<Integer> score(Observation result, String words) {
        if (result.getValue() instanceof IntegerType integer) {
            return Optional.of(integer.getValue()).filter(v -> v >= 0 && v <= 3);
        }
        Matcher matcher = SCORE.matcher(words);
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    static Optional<Double> number(Observation result) {
        if (result.hasValueQuantity() && result.getValueQuantity().hasValue()) {
            return Optional.of(result.getValueQuantity().getValue().doubleValue());
        }
        return result.getValue() instanceof IntegerType integer
                ? Optional.of(integer.getValue().doubleValue())
                : Optional.empty();
    }

    /** A number in percent, or without any unit; a score of another kind is none. */
    static Optional<Double> percentage(Observation result) {
        boolean otherUnit = result.hasValueQuantity()
                && Stream.of(
                                result.getValueQuantity().getCode(),
                                result.getValueQuantity().getUnit())
                        .anyMatch(u -> u != null && !u.isBlank() && !u.contains("%"));
        return otherUnit ? Optional.empty() : number(result);
    }

    /** Whether the laboratory flagged the result as low ("L") or high ("H"). */
    static boolean isFlagged(Observation result, String flag) {
        return result.getInterpretation().stream()
                .flatMap(i -> i.getCoding().stream())
                .map(Coding::getCode)
                .anyMatch(c -> c != null && c.startsWith(flag));
    }

    static String words(Observation result) {
        StringBuilder words = new StringBuilder();
        if (result.hasValueCodeableConcept()) {
            CodeableConcept value = result.getValueCodeableConcept();
            value.getCoding().forEach(c -> words.append(wordOf(c)).append(' '));
            words.append(value.hasText() ? value.getText() : "");
        } else if (result.getValue() instanceof StringType text) {
            words.append(text.getValue());
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    /** Codes of SNOMED CT and LOINC answers, which may come without a display. */
    private static String wordOf(Coding coding) {
        return switch (String.valueOf(coding.getCode())) {
            case "10828004", "LA6576-8", "260373001", "LA11882-0", "LA9633-4" -> "positive";
            case "260385009", "LA6577-6", "260415000", "LA11883-8", "LA9634-2" -> "negative";
            case "42425007" -> "equivocal";
            default -> coding.hasDisplay() ? coding.getDisplay() : coding.hasCode() ? coding.getCode() : "";
        };
    }
}

package health.consilium.centres.rules;

import health.consilium.terminology.rules.Designations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Something that can be said in every language that there is a catalogue of.
 *
 * @param key in the catalogue {@code reasons}
 * @param values in place of the names in braces: text, a number, another phrase, {@link Languages}, a coded word as {@link Designations}
 */
public record Phrase(String key, Map<String, Object> values) {

    /** Languages by their names in the reader's language. */
    record Languages(List<String> tags) {}

    public Phrase {
        values = Map.copyOf(values);
    }

    static Phrase of(String key) {
        return new Phrase(key, Map.of());
    }

    static Phrase days(BigDecimal days) {
        return new Phrase("days", Map.of("days", days.stripTrailingZeros()));
    }
}

package health.consilium.terminology.rules;

import java.util.Locale;

/**
 * When a conditional item applies.
 *
 * @param text the condition in words, as the authors wrote it
 * @param coverage whether the expression says all that the text says
 */
public record Applicability(String text, Condition condition, Coverage coverage) {

    /** {@code CodeSystem/condition-coverage}. */
    public enum Coverage {
        EXACT,
        /** The expression is true more often than the text: an applicable item may be declared not applicable. */
        BROADER,
        /** The text has triggers that no fact expresses: when the expression is false, a person must be asked. */
        NARROWER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Unknown where nobody can say from the facts alone that the item does not apply. */
    public Truth evaluate(Facts facts) {
        Truth truth = condition.evaluate(facts);
        return truth == Truth.FALSE && coverage == Coverage.NARROWER ? Truth.UNKNOWN : truth;
    }
}

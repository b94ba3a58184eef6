package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Truth;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;

/**
 * How a check of an imaging rule ends: passed, failed, or unknown where the study does not tell.
 *
 * @param words what was found, of a failed one
 */
record Outcome(Truth truth, String words) {
    static final Outcome PASSED = new Outcome(Truth.TRUE, "");
    static final Outcome UNKNOWN = new Outcome(Truth.UNKNOWN, "");

    static Outcome failed(String words) {
        return new Outcome(Truth.FALSE, words);
    }

    static Outcome of(Truth truth, String words) {
        return switch (truth) {
            case TRUE -> PASSED;
            case FALSE -> failed(words);
            case UNKNOWN -> UNKNOWN;
        };
    }

    static Outcome of(boolean passed, String words) {
        return passed ? PASSED : failed(words);
    }

    /** Unknown if the number is not told. */
    static Outcome of(OptionalDouble number, DoublePredicate passes, java.util.function.DoubleFunction<String> words) {
        return number.isEmpty() ? UNKNOWN : of(passes.test(number.getAsDouble()), words.apply(number.getAsDouble()));
    }

    /** Missing things are only known to be missing where all that is there could be told. */
    static Outcome lacking(Collection<String> wanted, Set<String> found, boolean allTold, String what) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(found);
        if (missing.isEmpty()) {
            return PASSED;
        }
        return allTold ? failed(what + " missing: " + String.join(", ", missing)) : UNKNOWN;
    }

    boolean isFailed() {
        return truth == Truth.FALSE;
    }
}

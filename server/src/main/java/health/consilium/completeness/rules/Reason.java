package health.consilium.completeness.rules;

/**
 * Why an item is not met, in words and as a code.
 *
 * @param reference the record that was offered, or null when nothing was
 */
public record Reason(String code, String text, String reference) {

    static Reason of(Problem problem, Evidence evidence) {
        return new Reason(problem.code(), evidence.reference() + " " + problem.words(), evidence.reference());
    }

    static Reason of(Problem problem, Evidence evidence, String detail) {
        return new Reason(
                problem.code(),
                evidence.reference() + " " + problem.words() + " (" + detail + ")",
                evidence.reference());
    }

    static Reason missing(String what) {
        return new Reason("missing", "Nothing was offered for: " + what, null);
    }
}

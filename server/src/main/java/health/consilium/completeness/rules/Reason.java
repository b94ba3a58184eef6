package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Offer.Objection;

/**
 * Why an item is not met, in words and as a code.
 *
 * @param reference the record that was offered, or null when nothing was
 */
public record Reason(String code, String text, String reference) {

    static Reason of(Problem problem, Evidence evidence) {
        return new Reason(problem.code(), evidence.reference() + " " + problem.words(), evidence.reference());
    }

    static Reason of(Objection objection, Evidence evidence) {
        String detail = objection.detail() == null ? "" : " (" + objection.detail() + ")";
        Problem problem = objection.problem();
        return new Reason(problem.code(), evidence.reference() + " " + problem.words() + detail, evidence.reference());
    }

    static Reason missing(String what) {
        return new Reason("missing", "Nothing was offered for: " + what, null);
    }

    static Reason more(int records) {
        return new Reason("more", records + " more records were not enough either", null);
    }

    static Reason untold(String what, Evidence evidence) {
        return new Reason(
                "protocol-unknown",
                evidence.reference() + " does not tell, please check: " + what,
                evidence.reference());
    }

    static Reason doubtful(String what, Evidence evidence) {
        return new Reason(
                "protocol-doubt", evidence.reference() + " may not be good enough: " + what, evidence.reference());
    }
}

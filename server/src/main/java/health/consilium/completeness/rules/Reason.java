package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Offer.Objection;

/**
 * Why an item is not met, as a code and as something that can be said in every language that there is a catalogue of.
 *
 * @param code for machines
 * @param frame key in the catalogue {@code gaps}: the words around the detail
 * @param detail words of the checklist, or what was measured, in English; null for none
 * @param reference the record that was offered, or null when nothing was
 */
public record Reason(String code, String frame, String detail, String reference) {

    static final String MISSING = "missing";

    static Reason of(Problem problem, Evidence evidence) {
        return of(problem, problem.code(), evidence.reference());
    }

    /** @param frame other words than those of the problem */
    static Reason of(Problem problem, String frame, String reference) {
        return new Reason(problem.code(), frame, null, reference);
    }

    static Reason of(Objection objection, Evidence evidence) {
        Problem problem = objection.problem();
        return new Reason(problem.code(), problem.code(), objection.detail(), evidence.reference());
    }

    static Reason missing(String what) {
        return new Reason(MISSING, MISSING, what, null);
    }

    static Reason more(int records) {
        return new Reason("more", "more", String.valueOf(records), null);
    }

    static Reason untold(String what, Evidence evidence) {
        return new Reason("protocol-unknown", "untold", what, evidence.reference());
    }

    static Reason doubtful(String what, Evidence evidence) {
        return new Reason("protocol-doubt", "doubtful", what, evidence.reference());
    }

    /** In English. */
    public String text() {
        return GapWords.ENGLISH.say(this);
    }
}

package health.consilium.completeness.rules;

import java.util.Locale;

/** {@code CodeSystem/requirement-status}. */
public enum RequirementStatus {
    MET,
    PARTIAL,
    MISSING,
    STALE,
    ILLEGIBLE,
    NOT_TRANSLATED,
    WAIVED,
    QUESTION;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Nothing is left to do for the item. */
    public boolean isSettled() {
        return this == MET || this == WAIVED;
    }
}

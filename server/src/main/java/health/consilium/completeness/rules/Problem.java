package health.consilium.completeness.rules;

import java.util.Locale;

/** Why something that was offered as evidence is not enough; {@link GapWords} says it. */
public enum Problem {
    ENTERED_IN_ERROR,
    CANCELLED,
    PRELIMINARY,
    SUPERSEDED,
    OTHER_PATIENT,
    FUTURE_DATE,
    NO_RESULT,
    UNDATED,
    STALE,
    ILLEGIBLE,
    PARTLY_LEGIBLE,
    NOT_TRANSLATED,
    IMAGES_MISSING,
    REPORT_MISSING,
    REGION_UNKNOWN,
    PROTOCOL,
    SOMATIC,
    GENES_NOT_LISTED,
    INCOMPLETE,
    STATED_ABSENT,
    STATED_NOT_APPLICABLE,
    NOT_LOOKED_AT;

    /** Kebab-case code, stable for machines. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the record cannot count at all, whatever is asked. */
    boolean isVoid() {
        return ordinal() <= NO_RESULT.ordinal();
    }
}

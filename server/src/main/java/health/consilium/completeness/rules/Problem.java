package health.consilium.completeness.rules;

import java.util.Locale;

/** Why something that was offered as evidence is not enough. */
public enum Problem {
    ENTERED_IN_ERROR("was entered in error"),
    CANCELLED("was cancelled or not done"),
    PRELIMINARY("is preliminary, not final"),
    SUPERSEDED("was replaced by a newer version"),
    OTHER_PATIENT("belongs to another patient"),
    FUTURE_DATE("is dated in the future"),
    NO_RESULT("has no result"),
    UNDATED("has no clinical date, so its age is unknown"),
    STALE("is older than allowed"),
    ILLEGIBLE("cannot be read"),
    PARTLY_LEGIBLE("can be read only in part"),
    NOT_TRANSLATED("is not in a working language and has no verified translation"),
    IMAGES_MISSING("is a report without the images"),
    REPORT_MISSING("holds images without the report"),
    REGION_UNKNOWN("does not say which body region it shows"),
    PROTOCOL("does not meet the imaging protocol"),
    SOMATIC("is a finding of somatic origin, a germline result is asked for"),
    GENES_NOT_LISTED("is a report that does not list all genes asked for as tested"),
    INCOMPLETE("covers only a part of what is asked for"),
    STATED_ABSENT("says that it does not exist; a coordinator confirms it by a waiver"),
    STATED_NOT_APPLICABLE("says that it does not apply; a coordinator confirms it by a waiver"),
    NOT_LOOKED_AT("names a document for it, which a coordinator marks once it was looked at");

    private final String words;

    Problem(String words) {
        this.words = words;
    }

    /** Kebab-case code, stable for machines. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
        return words;
    }

    /** Whether the record cannot count at all, whatever is asked. */
    boolean isVoid() {
        return ordinal() <= NO_RESULT.ordinal();
    }
}

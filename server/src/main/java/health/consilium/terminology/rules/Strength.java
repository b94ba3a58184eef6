package health.consilium.terminology.rules;

import java.util.Locale;

/** How firmly an item is asked for ({@code CodeSystem/requirement-strength}). */
public enum Strength {
    REQUIRED,
    RECOMMENDED,
    CONDITIONAL;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

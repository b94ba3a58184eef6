package health.consilium.terminology.rules;

import java.util.Locale;

/** What kind of record an item asks for ({@code CodeSystem/checklist-category}). */
public enum Category {
    PATHOLOGY,
    MOLECULAR,
    IMAGING,
    LABORATORY,
    CLINICAL,
    STAGING,
    TREATMENT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

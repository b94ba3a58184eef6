package health.consilium.completeness;

import java.util.Locale;

/** Where a missing record comes from: property {@code asked-of} of {@code CodeSystem/remedy}. */
enum Source {
    HOSPITAL,
    LABORATORY,
    PATIENT;

    static Source of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

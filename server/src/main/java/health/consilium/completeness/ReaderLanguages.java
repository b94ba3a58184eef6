package health.consilium.completeness;

import health.consilium.fhir.Refusal;
import health.consilium.terminology.rules.ChecklistTexts;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.hl7.fhir.r4.model.CodeType;

/**
 * The languages in which a caller wants to read.
 *
 * @param tags BCP 47, best first, never empty
 */
record ReaderLanguages(List<String> tags) {

    /**
     * The parameter, else what the client accepts, else English.
     *
     * @throws health.consilium.fhir.RefusedException 400 the parameter is no language tag
     */
    static ReaderLanguages of(CodeType parameter, String acceptLanguage) {
        if (parameter != null && parameter.hasValue()) {
            return new ReaderLanguages(List.of(tag(parameter.getValue())));
        }
        List<String> accepted = accepted(acceptLanguage);
        return new ReaderLanguages(accepted.isEmpty() ? List.of(ChecklistTexts.ENGLISH) : accepted);
    }

    private static String tag(String language) {
        try {
            return new Locale.Builder().setLanguageTag(language).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw Refusal.badRequest(
                            "malformed",
                            "language is a BCP 47 tag, such as hi or zh-Hans.",
                            "Parameters.parameter.where(name = 'language')")
                    .asException();
        }
    }

    /** A header is what the browser sends without the person's doing: one that nobody can read is as none. */
    private static List<String> accepted(String header) {
        if (header == null || header.isBlank()) {
            return List.of();
        }
        try {
            return LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> !locale.getLanguage().isEmpty())
                    .map(Locale::toLanguageTag)
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}

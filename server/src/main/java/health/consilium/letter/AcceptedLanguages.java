package health.consilium.letter;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/** The languages of a header {@code Accept-Language}, https://www.rfc-editor.org/rfc/rfc9110#field.accept-language */
public final class AcceptedLanguages {

    private AcceptedLanguages() {}

    /**
     * BCP 47, the best first. A header is what the browser sends without the person's doing: one that nobody can read is as none.
     */
    public static List<String> of(String header) {
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

package health.consilium.fhir;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** Languages as callers name them: tags of BCP 47, see https://hl7.org/fhir/R4/valueset-languages.html. */
public final class LanguageParameter {

    private LanguageParameter() {}

    /** @return empty when it is not well-formed, or names no language */
    public static Optional<Locale> parse(String tag) {
        try {
            return Optional.ofNullable(tag)
                    .map(given -> new Locale.Builder().setLanguageTag(given).build())
                    .filter(language -> !language.getLanguage().isEmpty());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /**
     * @param expression of the parameter, which is called {@code language} everywhere
     * @throws RefusedException 422 when it is no tag
     */
    public static Locale require(String tag, String expression) {
        return parse(tag).orElseThrow(() -> Refusal.unprocessable(
                        "unknown-code", "The parameter language is a tag of BCP 47, such as en or zh-Hans.", expression)
                .asException());
    }
}

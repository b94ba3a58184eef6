package health.consilium.completeness;

import health.consilium.fhir.LanguageParameter;
import health.consilium.fhir.Refusal;
import health.consilium.letter.AcceptedLanguages;
import health.consilium.terminology.rules.ChecklistTexts;
import java.util.List;
import java.util.Locale;
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
        List<String> accepted = AcceptedLanguages.of(acceptLanguage);
        return new ReaderLanguages(accepted.isEmpty() ? List.of(ChecklistTexts.ENGLISH) : accepted);
    }

    private static String tag(String language) {
        return LanguageParameter.parse(language).map(Locale::toLanguageTag).orElseThrow(() -> Refusal.badRequest(
                        "malformed",
                        "language is a BCP 47 tag, such as hi or zh-Hans.",
                        "Parameters.parameter.where(name = 'language')")
                .asException());
    }
}

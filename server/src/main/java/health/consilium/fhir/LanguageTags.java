package health.consilium.fhir;

import static org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService.ALL_LANGUAGES_VALUESET_URL;
import static org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService.LANGUAGES_CODESYSTEM_URL;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * Answers for language tags with a script, such as {@code zh-Hans} or {@code sr-Latn}, where HAPI takes whatever follows
 * the language for a region and refuses the tag. All other questions are left to the next in the chain.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5646#section-2.2.3">RFC 5646, script subtag</a>
 */
final class LanguageTags implements IValidationSupport {

    private static final Pattern SCRIPT = Pattern.compile("^([A-Za-z]{2,3})-[A-Za-z]{4}(?=-|$)");

    private final FhirContext context;
    private final CommonCodeSystemsTerminologyService languagesAndRegions;

    LanguageTags(FhirContext context) {
        this.context = context;
        this.languagesAndRegions = new CommonCodeSystemsTerminologyService(context);
    }

    @Override
    public FhirContext getFhirContext() {
        return context;
    }

    @Override
    public boolean isCodeSystemSupported(ValidationSupportContext support, String system) {
        return LANGUAGES_CODESYSTEM_URL.equals(system);
    }

    @Override
    public boolean isValueSetSupported(ValidationSupportContext support, String url) {
        return ALL_LANGUAGES_VALUESET_URL.equals(url);
    }

    @Override
    public CodeValidationResult validateCode(
            ValidationSupportContext support,
            ConceptValidationOptions options,
            String system,
            String code,
            String display,
            String valueSet) {
        boolean anyLanguage = valueSet == null
                ? LANGUAGES_CODESYSTEM_URL.equals(system)
                : ALL_LANGUAGES_VALUESET_URL.equals(valueSet);
        if (!anyLanguage || !hasScript(code)) {
            return null;
        }
        CodeValidationResult result = languagesAndRegions.validateCode(
                support, options, LANGUAGES_CODESYSTEM_URL, withoutScript(code), null, ALL_LANGUAGES_VALUESET_URL);
        return result.isOk() ? result.setCode(code) : result;
    }

    @Override
    public CodeValidationResult validateCodeInValueSet(
            ValidationSupportContext support,
            ConceptValidationOptions options,
            String system,
            String code,
            String display,
            IBaseResource valueSet) {
        return valueSet instanceof ValueSet r4
                ? validateCode(support, options, system, code, display, r4.getUrl())
                : null;
    }

    @Override
    public LookupCodeResult lookupCode(ValidationSupportContext support, LookupCodeRequest request) {
        if (!LANGUAGES_CODESYSTEM_URL.equals(request.getSystem()) || !hasScript(request.getCode())) {
            return null;
        }
        return languagesAndRegions.lookupCode(
                support, new LookupCodeRequest(request.getSystem(), withoutScript(request.getCode())));
    }

    private static boolean hasScript(String tag) {
        return tag != null && SCRIPT.matcher(tag).find();
    }

    private static String withoutScript(String tag) {
        return SCRIPT.matcher(tag).replaceFirst("$1");
    }
}

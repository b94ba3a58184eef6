package health.consilium.examples.cases;

import static org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService.ALL_LANGUAGES_VALUESET_URL;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ValueSet;

/** HAPI takes the script in {@code zh-Hans} for a region and refuses the tag; the server has its own way round that. */
record ScriptInLanguageTag(FhirContext getFhirContext) implements IValidationSupport {

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
        return ALL_LANGUAGES_VALUESET_URL.equals(valueSet) && "zh-Hans".equals(code)
                ? new CodeValidationResult().setCode(code)
                : null;
    }

    @Override
    public CodeValidationResult validateCodeInValueSet(
            ValidationSupportContext support,
            ConceptValidationOptions options,
            String system,
            String code,
            String display,
            IBaseResource valueSet) {
        return validateCode(support, options, system, code, display, ((ValueSet) valueSet).getUrl());
    }
}

package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.CodeValidationResult;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagsTests {

    private final FhirContext r4 = FhirContext.forR4Cached();
    private final LanguageTags tags = new LanguageTags(r4);

    @ParameterizedTest
    @ValueSource(strings = {"zh-Hans", "zh-Hant-TW", "sr-Latn"})
    void knowsTheScript(String tag) {
        CodeValidationResult result = validate(tag);
        assertThat(result.isOk()).isTrue();
        assertThat(result.getCode()).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xq-Latn", "zh-Hans-ZQ"})
    void refusesUnknownLanguageAndRegionBesideTheScript(String tag) {
        assertThat(validate(tag).isOk()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hi", "en-GB", "english"})
    void leavesTagsWithoutScriptToTheNext(String tag) {
        assertThat(validate(tag)).isNull();
    }

    private CodeValidationResult validate(String tag) {
        return tags.validateCode(
                new ValidationSupportContext(new DefaultProfileValidationSupport(r4)),
                new ConceptValidationOptions(),
                CommonCodeSystemsTerminologyService.LANGUAGES_CODESYSTEM_URL,
                tag,
                null,
                CommonCodeSystemsTerminologyService.ALL_LANGUAGES_VALUESET_URL);
    }
}

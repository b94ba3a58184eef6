package health.consilium.ig;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/** HAPI's instance validator over the package, set up as a server that validates on write sets it up. */
final class HapiValidator {

    private final FhirValidator validator;

    private HapiValidator(FhirValidator validator) {
        this.validator = validator;
    }

    static HapiValidator overThePackage() {
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(FhirPackageFiles.R4);
        Stream.concat(FhirPackageFiles.definitions().stream(), FhirPackageFiles.terminology().stream())
                .map(FhirPackageFiles::parse)
                .forEach(own::addResource);
        UnknownCodeSystemWarningValidationSupport unknownSystems =
                new UnknownCodeSystemWarningValidationSupport(FhirPackageFiles.R4);
        // LOINC and SNOMED CT are licensed and not in the package: their codes are taken as they are.
        unknownSystems.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
        // In-memory before common code systems: the latter refuses Swahili and zh-Hans wherever a language stands.
        FhirInstanceValidator instances = new FhirInstanceValidator(new ValidationSupportChain(
                own,
                new DefaultProfileValidationSupport(FhirPackageFiles.R4),
                new InMemoryTerminologyServerValidationSupport(FhirPackageFiles.R4),
                new CommonCodeSystemsTerminologyService(FhirPackageFiles.R4),
                new SnapshotGeneratingValidationSupport(FhirPackageFiles.R4),
                unknownSystems));
        instances.setAnyExtensionsAllowed(true);
        instances.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        return new HapiValidator(FhirPackageFiles.R4.newValidator().registerValidatorModule(instances));
    }

    List<SingleValidationMessage> errors(String json) {
        return validator.validateWithResult(json).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .toList();
    }
}

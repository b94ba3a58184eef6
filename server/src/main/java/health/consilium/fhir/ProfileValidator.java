package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Validates against R4 and our package, all of it from the class path, so that no look-up in the database slows a write
 * and no other server is ever asked. Code systems that we do not carry (LOINC, SNOMED CT) give warnings, not errors.
 */
@Component
public class ProfileValidator {

    private final FhirPackage fhirPackage;
    private final Supplier<FhirValidator> validator;

    ProfileValidator(FhirContext context, FhirPackage fhirPackage) {
        this.fhirPackage = fhirPackage;
        // The first to validate waits for the definitions, not every start.
        this.validator = SingletonSupplier.of(() -> validator(context, fhirPackage));
    }

    private static FhirValidator validator(FhirContext context, FhirPackage fhirPackage) {
        FhirInstanceValidator module = new FhirInstanceValidator(chain(context, fhirPackage));
        module.setErrorForUnknownProfiles(false);
        module.setNoTerminologyChecks(false);
        module.setAnyExtensionsAllowed(true);
        return context.newValidator().registerValidatorModule(module);
    }

    private static IValidationSupport chain(FhirContext context, FhirPackage fhirPackage) {
        PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(context);
        fhirPackage.resources(StructureDefinition.class).forEach(ours::addStructureDefinition);
        fhirPackage.resources(ValueSet.class).forEach(ours::addValueSet);
        fhirPackage.resources(CodeSystem.class).forEach(ours::addCodeSystem);
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        return new ValidationSupportChain(
                ours,
                new LanguageTags(context),
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new SnapshotGeneratingValidationSupport(context),
                unknown);
    }

    /** The errors of a resource; empty when it may be stored. A warning is not an error. */
    public List<Refusal> errors(Resource resource) {
        List<Refusal> unknown = unknownProfiles(resource);
        if (!unknown.isEmpty()) {
            return unknown;
        }
        return validator.get().validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                .map(ProfileValidator::refusal)
                .toList();
    }

    private List<Refusal> unknownProfiles(Resource resource) {
        return resource.getMeta().getProfile().stream()
                .map(PrimitiveType::getValue)
                .filter(profile -> profile.startsWith(FhirPackage.CANONICAL))
                .filter(profile ->
                        fhirPackage.byUrl(StructureDefinition.class, profile).isEmpty())
                .map(profile -> Refusal.unprocessable(
                        "invalid-profile",
                        "There is no profile " + profile + ". GET /metadata lists those there are.",
                        resource.fhirType() + ".meta.profile"))
                .toList();
    }

    private static Refusal refusal(SingleValidationMessage message) {
        String code =
                String.valueOf(message.getMessageId()).startsWith("Terminology") ? "unknown-code" : "invalid-profile";
        return Refusal.unprocessable(code, message.getMessage(), message.getLocationString());
    }
}

package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import java.util.function.Supplier;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.function.SingletonSupplier;

/**
 * One judge of resources for writes and for {@code $validate}: R4 and our package, all of it from the class path, so that no
 * look-up in the database slows a write and no other server is ever asked. Code systems that we do not carry (LOINC,
 * SNOMED CT) give warnings, not errors.
 */
@Configuration(proxyBeanMethods = false)
class ValidationConfiguration {

    /**
     * Stands before HAPI's, which looks up definitions in the database. The first to validate waits for the definitions,
     * not every start.
     */
    @Bean
    @Primary
    IInstanceValidatorModule packageValidator(FhirContext context, FhirPackage fhirPackage) {
        askNoServer();
        Supplier<IInstanceValidatorModule> module = SingletonSupplier.of(() -> module(context, fhirPackage));
        return validation -> module.get().validateResource(validation);
    }

    /** For packages that an ImplementationGuide depends on HL7's validator would ask their registry, whoever sent it. */
    static void askNoServer() {
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
    }

    private static IInstanceValidatorModule module(FhirContext context, FhirPackage fhirPackage) {
        FhirInstanceValidator module = new FhirInstanceValidator(chain(context, fhirPackage));
        module.setErrorForUnknownProfiles(false);
        module.setNoTerminologyChecks(false);
        module.setAnyExtensionsAllowed(true);
        return module;
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
                Definitions.profiles(),
                new InMemoryTerminologyServerValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new SnapshotGeneratingValidationSupport(context),
                unknown);
    }
}

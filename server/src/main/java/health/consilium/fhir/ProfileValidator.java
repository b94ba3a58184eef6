package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.springframework.stereotype.Component;

/** What is wrong with a resource by R4 and by the profiles of ours that it claims. */
@Component
public class ProfileValidator {

    private final FhirPackage fhirPackage;
    private final FhirValidator validator;

    ProfileValidator(FhirContext context, FhirPackage fhirPackage, IInstanceValidatorModule module) {
        this.fhirPackage = fhirPackage;
        validator = context.newValidator().registerValidatorModule(module);
    }

    /** The errors of a resource; empty when it may be stored. A warning is not an error. */
    public List<Refusal> errors(Resource resource) {
        List<Refusal> unknown = unknownProfiles(resource);
        if (!unknown.isEmpty()) {
            return unknown;
        }
        return validator.validateWithResult(resource).getMessages().stream()
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

package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.r4.model.HealthcareService;

/** By which of its services a partner is known as a centre. */
public final class ReviewServices {

    private static final String CATEGORY = FhirPackage.CANONICAL + "/CodeSystem/request-category";

    private ReviewServices() {}

    /** What is no service of the desk is one of a centre, whether it says so or not. */
    public static boolean isReview(HealthcareService service) {
        return service.getType().stream().noneMatch(type -> type.hasCoding(CATEGORY, "coordination"));
    }
}

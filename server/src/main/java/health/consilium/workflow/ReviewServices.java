package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.util.List;
import org.hl7.fhir.r4.model.HealthcareService;

/** By which of its services a partner is known as a centre. */
public final class ReviewServices {

    private static final String CATEGORY = FhirPackage.CANONICAL + "/CodeSystem/request-category";

    private ReviewServices() {}

    /** The active ones of an Organization, as reference. */
    public static List<HealthcareService> of(String organization, FhirStore store) {
        return active(organization, store).stream()
                .filter(ReviewServices::isReview)
                .toList();
    }

    /** All active services of an Organization, as reference, be it a centre or the desk. */
    public static List<HealthcareService> active(String organization, FhirStore store) {
        return store.search(FhirQuery.of(HealthcareService.class)
                .where("organization", organization)
                .where("active", "true"));
    }

    /** What is no service of the desk is one of a centre, whether it says so or not. */
    public static boolean isReview(HealthcareService service) {
        return service.getType().stream().noneMatch(type -> type.hasCoding(CATEGORY, "coordination"));
    }
}

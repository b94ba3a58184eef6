package health.consilium.turnaround;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.math.RoundingMode;
import java.util.Optional;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** What a centre promises: the business days from accepting a referral to the report, on its review services. */
@Component
class Promises {

    private static final String TURNAROUND = FhirPackage.CANONICAL + "/StructureDefinition/turnaround";

    private final FhirStore store;

    Promises(FhirStore store) {
        this.store = store;
    }

    /** Whole business days; of several services the longest, because a referral does not say which one it is for. */
    Optional<Integer> of(Reference centre) {
        return store
                .search(FhirQuery.of(HealthcareService.class)
                        .where("organization", centre.getReference())
                        .where("active", "true"))
                .stream()
                .flatMap(service -> promised(service).stream())
                .max(Integer::compareTo);
    }

    private static Optional<Integer> promised(HealthcareService service) {
        return Optional.ofNullable(service.getExtensionByUrl(TURNAROUND))
                .map(turnaround -> turnaround.getExtensionByUrl("promised"))
                .map(Extension::getValue)
                .filter(Duration.class::isInstance)
                .map(Duration.class::cast)
                .filter(Duration::hasValue)
                .flatMap(Promises::days)
                .filter(days -> days > 0);
    }

    /** In UCUM days, which are business days here, or weeks of five of them. */
    private static Optional<Integer> days(Duration promised) {
        int value = promised.getValue().setScale(0, RoundingMode.CEILING).intValue();
        return switch (String.valueOf(promised.getCode())) {
            case "d" -> Optional.of(value);
            case "wk" -> Optional.of(value * 5);
            default -> Optional.empty();
        };
    }
}

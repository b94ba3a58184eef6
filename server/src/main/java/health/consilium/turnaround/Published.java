package health.consilium.turnaround;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.turnaround.rules.Closures;
import health.consilium.workflow.ReviewServices;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** What an Organization has published on its services: the business days it promises, and the days on which it is closed. */
@Component
class Published {

    private static final String TURNAROUND = FhirPackage.CANONICAL + "/StructureDefinition/turnaround";

    private final FhirStore store;

    Published(FhirStore store) {
        this.store = store;
    }

    /**
     * Whole business days from accepting a referral to the report; of several services the longest, because a referral does not
     * say which one it is for.
     */
    Optional<Integer> promised(Reference centre) {
        return ReviewServices.active(centre.getReference(), store).stream()
                .flatMap(service -> promised(service).stream())
                .max(Integer::compareTo);
    }

    /** Of this party from today on; of a person there are none. */
    Closures closures(String party, LocalDate today) {
        return party.startsWith("Organization/")
                ? Closures.of(ReviewServices.active(party, store), today)
                : Closures.NONE;
    }

    private static Optional<Integer> promised(HealthcareService service) {
        return Optional.ofNullable(service.getExtensionByUrl(TURNAROUND))
                .map(turnaround -> turnaround.getExtensionByUrl("promised"))
                .map(Extension::getValue)
                .filter(Duration.class::isInstance)
                .map(Duration.class::cast)
                .filter(Duration::hasValue)
                .flatMap(Published::days)
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

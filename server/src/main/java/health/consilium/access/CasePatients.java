package health.consilium.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.util.Optional;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Whose case is it? A case does not change its patient. */
@Component
public class CasePatients {

    private static final int KNOWN_CASES = 10_000;

    private final FhirStore store;
    private final Cache<String, String> patients =
            Caffeine.newBuilder().maximumSize(KNOWN_CASES).build();

    CasePatients(@Lazy FhirStore store) {
        this.store = store;
    }

    /** The patient, as a reference. */
    public Optional<String> of(String caseNumber) {
        return Optional.ofNullable(
                patients.get(caseNumber, number -> find(number).orElse(null)));
    }

    private Optional<String> find(String caseNumber) {
        return store
                .search(FhirQuery.of(ServiceRequest.class)
                        .where("_security", Compartment.token(Compartment.ofCase(caseNumber))))
                .stream()
                .flatMap(request -> Concerned.patient(request).stream())
                .findFirst();
    }
}

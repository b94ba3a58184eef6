package health.consilium.access.audit;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Numbers of a patient's cases: the trail names the case where a resource does not say its patient. */
@Component
class PatientCases {

    private final FhirStore store;

    PatientCases(@Lazy FhirStore store) {
        this.store = store;
    }

    Set<String> of(String patient) {
        return store.search(FhirQuery.of(ServiceRequest.class).where("subject", patient)).stream()
                .flatMap(request -> Compartment.caseNumber(request).stream())
                .collect(Collectors.toSet());
    }
}

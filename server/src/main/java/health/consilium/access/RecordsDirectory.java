package health.consilium.access;

import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.people.Directory;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tells those who keep accounts which people and organizations there are. */
@Component
class RecordsDirectory implements Directory {

    private final FhirStore store;

    RecordsDirectory(@Lazy FhirStore store) {
        this.store = store;
    }

    @Override
    public boolean exists(String reference) {
        return store.find(reference).isPresent();
    }

    @Override
    public boolean hasCase(String patient) {
        return !store.search(FhirQuery.of(ServiceRequest.class).where("subject", patient))
                .isEmpty();
    }

    @Override
    public boolean isAddressOf(String patient, String email) {
        return store.find(patient)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .filter(found -> PatientAddresses.of(found).contains(PatientAddresses.normalized(email)))
                .isPresent();
    }
}

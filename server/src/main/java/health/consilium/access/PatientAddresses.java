package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/**
 * The mail addresses of a patient, as whoever sent the records says. The desk invites the patient to one of them and holds the
 * code that goes with the invitation: if it could enter an address as well, one person could become the patient and consent.
 */
@Component
@Interceptor(order = 110)
class PatientAddresses implements StorageInterceptor {

    private final Callers callers;

    PatientAddresses(Callers callers) {
        this.callers = callers;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (request instanceof SystemRequestDetails
                || !(before instanceof Patient old)
                || !(after instanceof Patient patient)
                || !callers.current().is(Role.COORDINATOR)) {
            return;
        }
        if (!of(old).containsAll(of(patient))) {
            throw Refusal.unprocessable(
                            "unsupported",
                            "The desk, which invites the patient by mail, does not enter the address: whoever sends the"
                                    + " patient's records does.",
                            "Patient.telecom")
                    .asException();
        }
    }

    static Set<String> of(Patient patient) {
        return patient.getTelecom().stream()
                .filter(contact -> contact.getSystem() == ContactPointSystem.EMAIL)
                .filter(ContactPoint::hasValue)
                .map(contact -> normalized(contact.getValue()))
                .collect(Collectors.toSet());
    }

    static String normalized(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}

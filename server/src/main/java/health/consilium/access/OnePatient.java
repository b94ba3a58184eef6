package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * A case is made of what is about its patient. Whoever may read the records of two patients could else give those of the one to
 * the other, and to the other's centre, by naming the other's case in them. Asked at the end of the transaction, when references
 * to what came with it lead somewhere.
 */
@Component
@Interceptor(order = 100)
class OnePatient implements StorageInterceptor {

    private final CasePatients patients;

    OnePatient(CasePatients patients) {
        this.patients = patients;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource created, RequestDetails request) {
        check(created, request);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
        check(after, request);
    }

    private void check(IBaseResource written, RequestDetails request) {
        if (request instanceof SystemRequestDetails || !(written instanceof Resource resource)) {
            return;
        }
        Concerned.patient(resource)
                .filter(about -> Compartment.caseNumber(resource)
                        .flatMap(patients::of)
                        .filter(patient -> !patient.equals(about))
                        .isPresent())
                .ifPresent(about -> {
                    throw Refusal.unprocessable(
                                    "dangling-reference",
                                    "A case is made of what is about its patient; this " + resource.fhirType()
                                            + " is about somebody else. Correct whom it is about, or which case it"
                                            + " names.",
                                    resource.fhirType())
                            .asException();
                });
    }
}

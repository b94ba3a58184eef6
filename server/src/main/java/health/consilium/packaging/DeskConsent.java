package health.consilium.packaging;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.packaging.rules.SharedPackage;
import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.Cases;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What the desk does with consents that are the patient's to give: it enters what was signed on paper, so that who entered it is
 * noted and the patient is told, and makes none longer.
 */
@Component
@Interceptor(order = 165)
class DeskConsent implements StorageInterceptor {

    private final Callers callers;
    private final Cases cases;
    private final ApplicationEventPublisher events;

    DeskConsent(Callers callers, @Lazy Cases cases, ApplicationEventPublisher events) {
        this.callers = callers;
        this.cases = cases;
        this.events = events;
    }

    /** After the labels of the client are dropped. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void entered(IBaseResource created, RequestDetails request) {
        if (created instanceof Consent consent && isByDesk(request) && callers.isPerson()) {
            consent.getMeta()
                    .addSecurity(Compartment.enteredBy(callers.current().party()));
        }
    }

    /** Whether it counts or not: the patient knows best. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void tell(IBaseResource created, RequestDetails request) {
        if (created instanceof Consent consent
                && isByDesk(request)
                && consent.getStatus() == Consent.ConsentState.ACTIVE
                && SharedPackage.of(consent).isPresent()) {
            cases.of(consent)
                    .ifPresent(file -> events.publishEvent(new CaseEvents.ConsentEntered(
                            file.id(), file.number(), file.patient().getReference())));
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void changed(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof Consent old
                && after instanceof Consent consent
                && isByDesk(request)
                && SharedPackage.isLonger(old, consent)) {
            throw Refusal.unprocessable(
                            "unsupported",
                            "The patient alone makes a consent last longer. You may end it, or let it end sooner.",
                            "Consent.provision.period")
                    .asException();
        }
    }

    private boolean isByDesk(RequestDetails request) {
        return !(request instanceof SystemRequestDetails) && !callers.current().is(Role.PATIENT);
    }
}

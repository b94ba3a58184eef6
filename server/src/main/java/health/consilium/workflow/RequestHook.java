package health.consilium.workflow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.CaseLabels;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import java.time.Clock;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Takes in new cases, and keeps a request's status and number the server's. */
@Component
@Interceptor(order = 150)
class RequestHook implements StorageInterceptor {

    static final String CASE_REQUEST = FhirPackage.CANONICAL + "/StructureDefinition/case-request";

    private final Callers callers;
    private final CaseIntake intake;
    private final Withdrawal withdrawal;
    private final Numbers numbers;
    private final Clock clock;

    RequestHook(Callers callers, @Lazy CaseIntake intake, @Lazy Withdrawal withdrawal, Numbers numbers, Clock clock) {
        this.callers = callers;
        this.intake = intake;
        this.withdrawal = withdrawal;
        this.numbers = numbers;
        this.clock = clock;
    }

    static boolean isCase(ServiceRequest request) {
        return request.getMeta().hasProfile(CASE_REQUEST);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (!(created instanceof ServiceRequest order) || request instanceof SystemRequestDetails) {
            return;
        }
        if (!isCase(order)) {
            throw Refusal.unprocessable(
                            "invalid-profile",
                            "A ServiceRequest that you send is a case: claim the profile " + CASE_REQUEST + ".",
                            "ServiceRequest.meta.profile")
                    .asException();
        }
        String number = CaseLabels.assigned(request).orElseGet(() -> startOwnCase(order, request));
        order.setRequisition(Numbers.ofCase(number));
        order.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        if (!order.hasAuthoredOn()) {
            order.setAuthoredOn(Date.from(clock.instant()));
        }
        Caller caller = callers.current();
        if (caller.is(Role.PATIENT) && !caller.isMeantBy(order.getSubject())) {
            throw Refusal.unprocessable(
                            "forbidden",
                            "You can ask for a second opinion for yourself: subject is " + caller.party() + ".",
                            "ServiceRequest.subject")
                    .asException();
        }
        if (!order.hasRequester()) {
            order.setRequester(
                    new org.hl7.fhir.r4.model.Reference(caller.organization().orElse(caller.party())));
        }
    }

    /** Sent alone, a request is a new case, even when it refers to facts of an earlier one. */
    private String startOwnCase(ServiceRequest order, RequestDetails request) {
        Compartment.caseNumber(order).map(Compartment::ofCase).ifPresent(earlier -> order.getMeta()
                .getSecurity()
                .removeIf(label -> Compartment.SYSTEM.equals(label.getSystem())
                        && label.getCode().equals(earlier.getCode())));
        String number = numbers.newCaseNumber();
        order.getMeta().addSecurity(Compartment.ofCase(number));
        CaseLabels.assign(request, number);
        return number;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void afterCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof ServiceRequest order && isCase(order)) {
            intake.open(order);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof ServiceRequest old
                && after instanceof ServiceRequest order
                && !(request instanceof SystemRequestDetails)) {
            checkUnchanged(old, order);
        }
    }

    private static void checkUnchanged(ServiceRequest old, ServiceRequest order) {
        boolean subject = old.getSubject().equalsDeep(order.getSubject());
        boolean number = old.getRequisition().equalsDeep(order.getRequisition());
        if (old.getStatus() != order.getStatus() || !subject || !number) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "The server derives ServiceRequest.status from the Task of the case; subject and requisition never"
                                    + " change. To withdraw, create a Task with code abort.",
                            "ServiceRequest.status")
                    .asException();
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof Consent old
                && after instanceof Consent consent
                && old.getStatus() == Consent.ConsentState.ACTIVE
                && consent.getStatus() != Consent.ConsentState.ACTIVE) {
            withdrawal.consentRevoked(consent);
        }
    }
}

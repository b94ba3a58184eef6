package health.consilium.delivery;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.delivery.rules.Talk;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import java.time.Clock;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Talks with the specialist: proposed by centre or desk, answered by each participant, booked by the server. Runs when labels
 * are written, and before the profile is checked.
 */
@Component
@Interceptor(order = 130)
class TeleconsultHook implements StorageInterceptor {

    private final Callers callers;
    private final Teleconsults talks;
    private final TalkParties parties;
    private final Clock clock;

    TeleconsultHook(Callers callers, @Lazy Teleconsults talks, @Lazy TalkParties parties, Clock clock) {
        this.callers = callers;
        this.talks = talks;
        this.parties = parties;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (isClients(created, request)) {
            Caller caller = callers.current();
            if (!caller.is(Role.COORDINATOR, Role.CENTRE)) {
                throw Refusal.forbidden("The centre or the coordination desk proposes talks; ask for one by $arrange.")
                        .asException();
            }
            talks.prepare((Appointment) created, caller);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void afterCreate(IBaseResource created, RequestDetails request) {
        if (isClients(created, request)) {
            talks.proposed((Appointment) created);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (isClients(before, request) && after instanceof Appointment talk) {
            Talk.change((Appointment) before, talk, parties.who(callers.current()), clock.instant())
                    .ifPresent(refusal -> {
                        throw refusal.asException();
                    });
            talks.settleParties(talk);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof Appointment old && after instanceof Appointment talk) {
            talks.changed(old, talk);
        }
    }

    private static boolean isClients(IBaseResource resource, RequestDetails request) {
        return resource instanceof Appointment && !(request instanceof SystemRequestDetails);
    }
}

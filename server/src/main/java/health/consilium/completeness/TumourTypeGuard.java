package health.consilium.completeness;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.terminology.rules.TumourTypeChoice;
import health.consilium.terminology.rules.TumourTypeMapper;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.springframework.stereotype.Component;

/** Only a coordinator chooses a tumour type by hand: in the own name, with a reason, and one that there is. */
@Component
@Interceptor(order = 200)
class TumourTypeGuard implements StorageInterceptor {

    private final Callers callers;
    private final TumourTypeMapper types;

    TumourTypeGuard(Callers callers, TumourTypeMapper types) {
        this.callers = callers;
        this.types = types;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (isChoice(created) && !(request instanceof SystemRequestDetails)) {
            check((Observation) created, callers.require(Role.COORDINATOR));
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if ((isChoice(before) || isChoice(after)) && !(request instanceof SystemRequestDetails)) {
            Caller caller = callers.require(Role.COORDINATOR);
            if (isChoice(after) && ((Observation) after).getStatus() != ObservationStatus.ENTEREDINERROR) {
                check((Observation) after, caller);
            }
        }
    }

    private static boolean isChoice(IBaseResource resource) {
        return resource instanceof Observation observation && TumourTypeChoice.isChoice(observation);
    }

    private void check(Observation observation, Caller caller) {
        TumourTypeChoice choice = TumourTypeChoice.of(observation)
                .orElseThrow(() -> refused(
                        "A tumour type chosen by hand has the type as its value, who chose it as performer and why as"
                                + " note.",
                        "Observation"));
        if (!caller.party().equals(choice.by())) {
            throw refused(
                    "A choice is signed by who makes it: performer is " + caller.party() + ".",
                    "Observation.performer");
        }
        if (types.type(choice.tumourType()).isEmpty()) {
            throw refused("The value is a code of CodeSystem/tumour-type.", "Observation.value");
        }
    }

    private static RuntimeException refused(String message, String expression) {
        return Refusal.unprocessable("invalid-profile", message, expression).asException();
    }
}

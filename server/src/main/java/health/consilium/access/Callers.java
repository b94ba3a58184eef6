package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;

/** Tells who calls. */
@Component
public class Callers {

    /**
     * The caller of the request that this thread serves; the server itself where there is no request.
     *
     * @throws health.consilium.fhir.RefusedException 401 for a request without identity
     */
    public Caller current() {
        return SmartSession.current().map(Callers::caller).orElseGet(Callers::serverItself);
    }

    /**
     * The caller of this request. A thread that serves it and does not know who sent it must not pass as the server.
     *
     * @throws health.consilium.fhir.RefusedException 401 for a request without identity
     */
    public Caller of(RequestDetails request) {
        if (request instanceof ServletRequestDetails && SmartSession.current().isEmpty()) {
            throw unauthenticated();
        }
        return current();
    }

    /** Whether a person calls, and not a system, whose key several people may hold. */
    public boolean isPerson() {
        return SmartSession.current()
                .filter(party -> party.assurance() != Assurance.SYSTEM)
                .isPresent();
    }

    /**
     * The caller, if it has one of these roles.
     *
     * @throws health.consilium.fhir.RefusedException 403 otherwise
     */
    public Caller require(Role... anyOf) {
        Caller caller = current();
        if (!caller.is(anyOf) && caller.role() != Role.SERVER) {
            throw Refusal.forbidden("This is not for the role " + caller.role().code() + ".")
                    .asException();
        }
        return caller;
    }

    private static Caller caller(AuthenticatedParty party) {
        return new Caller(
                party.subject(),
                Role.valueOf(party.role().name()),
                // A relative's token is about one patient, and sees what that patient sees.
                party.patient().orElse(party.fhirUser()),
                party.organization(),
                party.scopes());
    }

    /** A web request that reached this point without a token must not pass as the server. */
    private static Caller serverItself() {
        if (RequestContextHolder.getRequestAttributes() != null) {
            throw unauthenticated();
        }
        return Caller.SERVER;
    }

    private static RuntimeException unauthenticated() {
        return Refusal.of(401, "unauthenticated", "Send a bearer token.").asException();
    }
}

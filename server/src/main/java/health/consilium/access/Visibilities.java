package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.smart.SmartSession;
import org.springframework.stereotype.Component;

/** The visibility of each request's caller, looked up once per request. */
@Component
class Visibilities {

    private static final String KEY = Visibility.class.getName();

    private final Callers callers;
    private final Grants grants;
    private final Exports exports;

    Visibilities(Callers callers, Grants grants, Exports exports) {
        this.callers = callers;
        this.grants = grants;
        this.exports = exports;
    }

    Visibility of(RequestDetails request) {
        Object known = request.getUserData().get(KEY);
        if (known instanceof Visibility visibility) {
            return visibility;
        }
        Visibility visibility = ofCurrentCaller();
        request.getUserData().put(KEY, visibility);
        return visibility;
    }

    /** An emergency is the person's who declared it, signed in as surely as for that. */
    Visibility ofCurrentCaller() {
        Caller caller = callers.current();
        Grants.Held held = grants.held(caller);
        boolean sure = SmartSession.current()
                .filter(party -> party.assurance().isOfOwnCredential())
                .isPresent();
        return visibility(caller, sure ? held : held.withoutEmergencies());
    }

    /** Of somebody who need not be calling: emergencies are for who reads now. */
    Visibility of(Caller caller) {
        return visibility(caller, grants.held(caller).withoutEmergencies());
    }

    private Visibility visibility(Caller caller, Grants.Held held) {
        return new Visibility(caller, held, key -> exports.isOf(key, caller));
    }
}

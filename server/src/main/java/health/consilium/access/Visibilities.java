package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
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

    Visibility ofCurrentCaller() {
        return of(callers.current());
    }

    Visibility of(Caller caller) {
        return new Visibility(caller, grants.targets(caller), key -> exports.isOf(key, caller));
    }
}

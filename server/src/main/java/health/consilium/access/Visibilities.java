package health.consilium.access;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.smart.SmartSession;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The visibility of each request's caller, looked up once per request. */
@Component
class Visibilities {

    private static final String KEY = Visibility.class.getName();

    /** They change no grant, neither before nor while they are answered. */
    private static final Set<RestOperationTypeEnum> READS = EnumSet.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.SEARCH_TYPE,
            RestOperationTypeEnum.GET_PAGE);

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
        Visibility visibility = ofCalling(callers.of(request));
        if (!READS.contains(request.getRestOperationType())) {
            visibility.fix();
        }
        request.getUserData().put(KEY, visibility);
        return visibility;
    }

    Visibility ofCurrentCaller() {
        return ofCalling(callers.current());
    }

    /** An emergency is the person's who declared it, signed in as surely as for that. */
    private Visibility ofCalling(Caller caller) {
        boolean sure = SmartSession.current()
                .filter(party -> party.assurance().isOfOwnCredential())
                .isPresent();
        return new Visibility(caller, () -> held(caller, sure), sure, key -> exports.isOf(key, caller));
    }

    private Grants.Held held(Caller caller, boolean sure) {
        Grants.Held held = grants.held(caller);
        return sure ? held : held.withoutEmergencies();
    }

    /** Of somebody who need not be calling: emergencies are for who reads now. */
    Visibility of(Caller caller) {
        return new Visibility(caller, grants.held(caller).withoutEmergencies(), key -> exports.isOf(key, caller));
    }
}

package health.consilium.edge;

import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client asks of FHIR and of administration; asked when it is known who calls. */
class FhirCounting implements Counting {

    static final String ADMINISTRATION = "/admin/";

    private static final int LIGHT = 1;
    private static final int HEAVY = 10;

    /** A read of one resource, its history or one version; a write of one; the CapabilityStatement. */
    private static final Pattern ONE_RESOURCE =
            Pattern.compile("/fhir/(metadata|[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}(/_history(/[^/]+)?)?)");

    private static final Pattern CREATE = Pattern.compile("/fhir/[A-Z][A-Za-z]+");

    @Override
    public Optional<String> caller(HttpServletRequest request) {
        return SmartSession.current().map(FhirCounting::caller);
    }

    /** Of an app that many people use, each person has a share. */
    private static String caller(AuthenticatedParty party) {
        return party.clientId() + "\n" + party.subject();
    }

    /** Searches, bundles and operations are dear: what they cost is not seen from outside. */
    @Override
    public int cost(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean create =
                request.getMethod().equals("POST") && CREATE.matcher(path).matches();
        return create
                        || path.startsWith(ADMINISTRATION)
                        || ONE_RESOURCE.matcher(path).matches()
                ? LIGHT
                : HEAVY;
    }
}

package health.consilium.edge;

import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets one client take so many requests a minute of FHIR and of administration; runs when it is known who calls. */
class FhirLimit extends OncePerRequestFilter {

    static final String ADMINISTRATION = "/admin/";
    static final int HEAVY = 10;

    private static final int LIGHT = 1;

    /** A read of one resource, its history or one version; a write of one; the CapabilityStatement. */
    private static final Pattern ONE_RESOURCE =
            Pattern.compile("/fhir/(metadata|[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}(/_history(/[^/]+)?)?)");

    private static final Pattern CREATE = Pattern.compile("/fhir/[A-Z][A-Za-z]+");

    private final Buckets buckets;
    private final Share share;

    FhirLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.share = Share.leased("fhir", settings.fhir(), Duration.ofMinutes(1));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> caller = SmartSession.current().map(FhirLimit::caller);
        long seconds = caller.isPresent() ? buckets.take(share, caller.get(), cost(request)) : 0;
        if (seconds > 0) {
            TooMany.answer(request, response, seconds, TooMany.OF_CLIENT);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Of an app that many people use, each person has a share. */
    private static String caller(AuthenticatedParty party) {
        return party.clientId() + "\n" + party.subject();
    }

    /** Searches, bundles and operations are dear: what they cost is not seen from outside. */
    static int cost(HttpServletRequest request) {
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

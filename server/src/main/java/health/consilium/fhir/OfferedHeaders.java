package health.consilium.fhir;

import ca.uhn.fhir.rest.api.Constants;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Of the headers that no general standard knows, HAPI is shown those to which FHIR gives a meaning. By others HAPI lets a client
 * steer how it stores: run a batch as a transaction and sleep between attempts, not look whether something exists, take labels
 * away. They are hidden, not refused, because proxies add headers of their own.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#custom">FHIR R4, custom headers</a>
 */
@Component
class OfferedHeaders extends OncePerRequestFilter {

    private static final Set<String> PREFIXES = Set.of("x-", "hapi-");

    private static final Set<String> OFFERED = Set.of(Constants.HEADER_REQUEST_ID, Constants.HEADER_X_SECURITY_CONTEXT);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/fhir");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new WithoutHeaders(request, OfferedHeaders::isHidden), response);
    }

    private static boolean isHidden(String name) {
        return PREFIXES.stream().anyMatch(prefix -> name.regionMatches(true, 0, prefix, 0, prefix.length()))
                && OFFERED.stream().noneMatch(name::equalsIgnoreCase);
    }
}

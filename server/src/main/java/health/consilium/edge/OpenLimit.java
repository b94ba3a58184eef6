package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how often one address asks for what anybody may read: CapabilityStatement, discovery documents, keys. Not whether the
 * server lives and is ready, which those who watch it ask as often as they like.
 */
class OpenLimit extends OncePerRequestFilter {

    private static final Set<String> PATHS = Set.of(
            "/fhir/metadata",
            "/fhir/.well-known/smart-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/.well-known/package-keys.json",
            "/oauth2/jwks");

    private final Buckets buckets;
    private final Share share;

    OpenLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.share = Share.leased("open", settings.open(), Duration.ofMinutes(1));
    }

    /** Of a page elsewhere the browser asks first whether it may ask; that is answered without looking anything up. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !PATHS.contains(request.getRequestURI()) || HttpMethod.OPTIONS.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long seconds = buckets.take(share, request.getRemoteAddr(), 1);
        if (seconds > 0) {
            TooMany.answer(request, response, seconds, TooMany.OF_ADDRESS);
        } else {
            chain.doFilter(request, response);
        }
    }
}

package health.consilium.smart;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/**
 * Which web pages may call this server: discovery is for everyone, the rest for pages of registered apps; never with
 * cookies.
 */
@Component
class OriginRules implements CorsConfigurationSource {

    private static final Set<String> OPEN = Set.of(
            "/fhir/metadata",
            "/fhir/.well-known/smart-configuration",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/oauth2/jwks");

    private static final Duration PREFLIGHT_CACHE = Duration.ofMinutes(10);

    private final ClientStore clients;

    OriginRules(ClientStore clients) {
        this.clients = clients;
    }

    /**
     * None for the page to which browsers are sent and post their consent: no page calls it, and a form that is posted without
     * a referrer has the origin {@code null}.
     *
     * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch, origin header</a>
     */
    @Override
    public CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        if (request.getRequestURI().equals("/oauth2/authorize")) {
            return null;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowCredentials(false);
        rules.setMaxAge(PREFLIGHT_CACHE);
        rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        if (OPEN.contains(request.getRequestURI())) {
            rules.setAllowedOrigins(List.of(CorsConfiguration.ALL));
            rules.setAllowedMethods(List.of("GET", "HEAD"));
        } else {
            rules.setAllowedOrigins(origin != null && clients.isRegisteredOrigin(origin) ? List.of(origin) : List.of());
            rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
            rules.setExposedHeaders(List.of("ETag", "Location", "Content-Location", "Last-Modified"));
        }
        return rules;
    }
}

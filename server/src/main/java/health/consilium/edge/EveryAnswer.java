package health.consilium.edge;

import health.consilium.smart.ServerOrigin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Headers that every answer has, also one that is given before a security chain is chosen, such as a refusal of the firewall
 * or an error. A page replaces the content security policy by its own. Security chains add what their library does by itself, and
 * leave alone what is there.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html">OWASP, HTTP headers</a>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class EveryAnswer extends OncePerRequestFilter {

    /** For answers that no browser should ever render. */
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", DATA_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
            "Cross-Origin-Opener-Policy", "same-origin");

    /** Two years: https://hstspreload.org/ */
    private static final String HSTS = "max-age=63072000; includeSubDomains";

    private static final String CACHE_CONTROL = "Cache-Control";

    private final boolean secure;

    @Autowired
    EveryAnswer(ServerOrigin origin) {
        this(origin.isSecure());
    }

    EveryAnswer(boolean secure) {
        this.secure = secure;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HEADERS.forEach(response::setHeader);
        if (secure) {
            // Said by issuer and not by request: a proxy that ends TLS passes plain HTTP on.
            response.setHeader("Strict-Transport-Security", HSTS);
        }
        chain.doFilter(request, response);
        if (!response.isCommitted() && !response.containsHeader(CACHE_CONTROL)) {
            response.setHeader(CACHE_CONTROL, "no-store");
        }
    }
}

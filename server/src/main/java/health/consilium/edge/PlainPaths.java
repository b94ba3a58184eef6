package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a path in which a letter, a digit or one of {@code - . _} is escaped. What answers a path reads it decoded, what
 * limits it reads it as sent; so that both see the same there is one way to write each address. Stands before the limits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986.html#section-2.3">RFC 3986, unreserved characters</a>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class PlainPaths extends OncePerRequestFilter {

    private static final Pattern NEEDLESS = Pattern.compile("%(?:2[DEde]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff])");

    /** For any caller: before the path is readable nobody knows which kind it is. */
    private static final String ANSWER =
            """
            {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid",\
            "details":{"coding":[{"system":"https://w3id.org/consilium/fhir/CodeSystem/outcome-code",\
            "code":"malformed"}],"text":"%1$s"},"diagnostics":"%1$s"}]}"""
                    .formatted("Send letters, digits and - . _ of the path as they are, without a percent escape.");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!NEEDLESS.matcher(request.getRequestURI()).find()) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/fhir+json;charset=UTF-8");
        response.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
    }
}

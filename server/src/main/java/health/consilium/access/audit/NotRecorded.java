package health.consilium.access.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Outside FHIR the same holds as within: what cannot be recorded is not done. Whoever signs in, right or wrong, gets no session
 * while the trail cannot be written, an app no token, an administrator no account; each is told when to come again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.2.1">RFC 6749, temporarily_unavailable</a>
 */
@Component
@Order(SecurityProperties.DEFAULT_FILTER_ORDER - 2)
class NotRecorded extends OncePerRequestFilter {

    private final ObjectMapper json;

    NotRecorded(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RefusedException | ServletException e) {
            Optional<Refusal> refusal = unrecorded(e);
            if (refusal.isEmpty() || response.isCommitted()) {
                throw e;
            }
            answer(request, response, refusal.get());
        }
    }

    /** Pages and administration wrap what goes wrong, security filters do not. */
    private static Optional<Refusal> unrecorded(Exception e) {
        return ExceptionUtils.getThrowableList(e).stream()
                .filter(RefusedException.class::isInstance)
                .flatMap(cause -> ((RefusedException) cause).refusals().stream())
                .filter(refusal -> refusal.code().equals(AuditLog.NOT_RECORDED))
                .findFirst();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        boolean page = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT))
                .filter(accept -> accept.contains(MediaType.TEXT_HTML_VALUE))
                .isPresent();
        String body = page
                ? refusal.message()
                : json.writeValueAsString(
                        Map.of("error", "temporarily_unavailable", "error_description", refusal.message()));
        response.resetBuffer();
        response.setStatus(refusal.status());
        response.setHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfter().toSeconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType((page ? "text/plain" : "application/json") + ";charset=UTF-8");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}

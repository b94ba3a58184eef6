package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.ContentCachingRequestWrapper;

/**
 * Stops a body that is larger than anything but FHIR needs: forms, keys of a client, the answer of a passkey. By its length,
 * or, sent without one, as soon as so much has been read; the latter of forms by Tomcat, at 2 MB. Stands before everything
 * that reads a body. FHIR has a limit of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BodyLimit extends OncePerRequestFilter {

    private static final int MOST = 1 << 20;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/fhir") || path.startsWith("/fhir/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > MOST) {
            refuse(response);
            return;
        }
        try {
            chain.doFilter(isOfUnknownLength(request) ? new Counted(request) : request, response);
        } catch (TooLarge tooLarge) {
            refuse(response);
        }
    }

    private static boolean isOfUnknownLength(HttpServletRequest request) {
        return request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }

    private static final class Counted extends ContentCachingRequestWrapper {

        Counted(HttpServletRequest request) {
            super(request, MOST);
        }

        @Override
        protected void handleContentOverflow(int limit) {
            throw new TooLarge();
        }
    }

    /** In the terms of Spring MVC, where it is that which reads. */
    private static final class TooLarge extends ResponseStatusException {

        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(HttpStatus.PAYLOAD_TOO_LARGE);
        }
    }
}

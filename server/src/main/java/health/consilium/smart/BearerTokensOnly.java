package health.consilium.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hides a proof of possession (DPoP) from the library, which would look at it and bind nothing to it here. The answer has
 * {@code token_type} {@code Bearer}, by which the app knows; see ADR 50.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449.html#section-5">RFC 9449, 5</a>
 */
class BearerTokensOnly extends OncePerRequestFilter {

    private static final String PROOF = "DPoP";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(PROOF) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new WithoutProof(request), response);
    }

    private static final class WithoutProof extends HttpServletRequestWrapper {

        private WithoutProof(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getHeader(String name) {
            return PROOF.equalsIgnoreCase(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return PROOF.equalsIgnoreCase(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            names.removeIf(PROOF::equalsIgnoreCase);
            return Collections.enumeration(names);
        }
    }
}

package health.consilium.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Lets an app start by POST: the parameters wait in the session, and the browser is sent to a GET that finds them. The
 * login would lose the body of a POST.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html">SMART capability authorize-post</a>
 */
class AuthorizeByPost extends OncePerRequestFilter {

    private static final String PATH = "/oauth2/authorize";
    private static final String KEY = "posted";
    private static final String ATTRIBUTE = AuthorizeByPost.class.getName();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(request.getContextPath() + PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The consent form posts here too; it names no response type.
        if (request.getMethod().equals("POST") && request.getParameter("response_type") != null) {
            Posted posted = new Posted(UUID.randomUUID().toString(), new HashMap<>(request.getParameterMap()));
            request.getSession().setAttribute(ATTRIBUTE, posted);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, PATH + "?" + KEY + "=" + posted.key());
            return;
        }
        chain.doFilter(restored(request), response);
    }

    private static HttpServletRequest restored(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String key = request.getParameter(KEY);
        if (session == null
                || key == null
                || !(session.getAttribute(ATTRIBUTE) instanceof Posted posted)
                || !posted.key().equals(key)) {
            return request;
        }
        return new RestoredRequest(request, posted);
    }

    private record Posted(String key, Map<String, String[]> parameters) implements Serializable {}

    /**
     * A GET with the parameters of the POST. The library believes a parameter only when its name stands in the query
     * string; the values stay in the session, because all of them together may be longer than an address can be.
     */
    private static final class RestoredRequest extends HttpServletRequestWrapper {

        private final Map<String, String[]> parameters;

        private final String query;

        private RestoredRequest(HttpServletRequest request, Posted posted) {
            super(request);
            this.parameters = Collections.unmodifiableMap(posted.parameters());
            this.query = posted.parameters().keySet().stream()
                    .map(name -> UriUtils.encode(name, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", KEY + "=" + posted.key() + "&", ""));
        }

        @Override
        public String getQueryString() {
            return query;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return parameters;
        }

        @Override
        public String getParameter(String name) {
            String[] values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public String[] getParameterValues(String name) {
            return parameters.get(name);
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }
    }
}

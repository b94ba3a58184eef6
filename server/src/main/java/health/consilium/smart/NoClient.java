package health.consilium.smart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers who asks for a token, or about one, and does not say which client it is. To a program, whatever it says it reads: no
 * browser comes here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749.html#section-5.2">RFC 6749, error response</a>
 */
final class NoClient implements AuthenticationEntryPoint {

    private static final byte[] REFUSAL =
            """
            {"error":"invalid_client","error_description":"Say which client this is, and prove it: by a client assertion, or\
             by id and secret."}"""
                    .getBytes(StandardCharsets.UTF_8);

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(REFUSAL);
    }
}

package health.consilium.smart;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/** Answers a request outside FHIR that has no valid access token: as the library does, while there are not too many of them. */
@Component
public class TokenRefused implements AuthenticationEntryPoint {

    private final BadTokens badTokens;
    private final AuthenticationEntryPoint answer = new BearerTokenAuthenticationEntryPoint();

    TokenRefused(BadTokens badTokens) {
        this.badTokens = badTokens;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (!isOfToken(failure) || !badTokens.answered(request, response)) {
            answer.commence(request, response, failure);
        }
    }

    /** Whether a token came, and was not good; else there was none. */
    static boolean isOfToken(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException;
    }
}

package health.consilium.smart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Answers a FHIR request that has no valid access token: 401 with an OperationOutcome that says how to get one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750.html#section-3">RFC 6750, WWW-Authenticate</a>
 */
@Component
class Unauthenticated implements AuthenticationEntryPoint {

    private static final String OUTCOME_CODES = "https://w3id.org/consilium/fhir/CodeSystem/outcome-code";

    private final ServerOrigin origin;
    private final BadTokens badTokens;
    private final ObjectMapper json = new ObjectMapper();

    Unauthenticated(ServerOrigin origin, BadTokens badTokens) {
        this.origin = origin;
        this.badTokens = badTokens;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        boolean presented = TokenRefused.isOfToken(failure);
        if (presented && badTokens.answered(request, response)) {
            return;
        }
        boolean expired = failure.getCause() instanceof BearerIntrospector.ExpiredTokenException;
        response.setStatus(status(failure));
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(presented, expired));
        response.setContentType("application/fhir+json;charset=UTF-8");
        String text = problem(presented, expired) + " " + remedy();
        json.writeValue(response.getOutputStream(), outcome(expired ? "expired" : "login", text));
    }

    /** A request that carries a token in two ways is malformed rather than unauthenticated. */
    private static int status(AuthenticationException failure) {
        return failure instanceof OAuth2AuthenticationException oauth
                        && oauth.getError() instanceof BearerTokenError error
                        && error.getHttpStatus().value() == HttpServletResponse.SC_BAD_REQUEST
                ? HttpServletResponse.SC_BAD_REQUEST
                : HttpServletResponse.SC_UNAUTHORIZED;
    }

    private static String challenge(boolean presented, boolean expired) {
        if (!presented) {
            return "Bearer realm=\"consilium\"";
        }
        String description = expired ? "The access token has expired" : "The access token is not valid";
        return "Bearer realm=\"consilium\", error=\"invalid_token\", error_description=\"" + description + "\"";
    }

    private static String problem(boolean presented, boolean expired) {
        if (expired) {
            return "The access token has expired.";
        }
        return presented
                ? "The access token is not valid: it is unknown, malformed or has been revoked."
                : "The request has no access token.";
    }

    private String remedy() {
        return "Ask for one at " + origin.url("/oauth2/token") + " (see "
                + origin.url("/fhir/.well-known/smart-configuration")
                + ") and send it in the header Authorization: Bearer <token>.";
    }

    private ObjectNode outcome(String issueType, String text) {
        ObjectNode outcome = json.createObjectNode().put("resourceType", "OperationOutcome");
        ObjectNode issue = outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", issueType)
                .put("diagnostics", text);
        ObjectNode details = issue.putObject("details");
        details.putArray("coding").addObject().put("system", OUTCOME_CODES).put("code", "unauthenticated");
        details.put("text", text);
        return outcome;
    }
}

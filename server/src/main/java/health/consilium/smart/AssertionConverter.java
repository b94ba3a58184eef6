package health.consilium.smart;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.util.StringUtils;

/**
 * Reads a client assertion. SMART clients send no {@code client_id} beside it, which the library insists on; the
 * subject of the assertion says who it is, and is verified with it later.
 */
class AssertionConverter implements AuthenticationConverter {

    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Authentication convert(HttpServletRequest request) {
        String type = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        String assertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION);
        if (type == null && assertion == null) {
            return null;
        }
        if (!JWT_BEARER.equals(type) || !StringUtils.hasText(assertion)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        String subject = subject(assertion);
        String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        if (clientId != null && !clientId.equals(subject)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(
                subject, new ClientAuthenticationMethod(JWT_BEARER), assertion, parameters(request));
    }

    private static String subject(String assertion) {
        try {
            String subject = SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
            if (StringUtils.hasText(subject)) {
                return subject;
            }
        } catch (ParseException | IllegalArgumentException e) {
            throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), e);
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    /** The rest of the request, from which the code verifier is checked. */
    private static Map<String, Object> parameters(HttpServletRequest request) {
        Map<String, Object> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        parameters.remove(OAuth2ParameterNames.CLIENT_ASSERTION);
        parameters.remove(OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        return parameters;
    }
}

package health.consilium.smart;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Lets whoever holds an access token ask about tokens, as SMART wants it beside client authentication: the token says
 * which client asks.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html">SMART token introspection</a>
 */
class BearerIntrospection implements AuthenticationConverter, AuthenticationProvider {

    private static final String PATH = "/oauth2/introspect";
    private static final String SCHEME = "Bearer ";
    private static final ClientAuthenticationMethod BEARER = new ClientAuthenticationMethod("bearer");

    /** Keeps the library's providers from taking the request for their own. */
    static final class Request extends OAuth2ClientAuthenticationToken {
        private static final long serialVersionUID = 1L;

        Request(String token) {
            super("bearer", BEARER, token, Map.of());
        }
    }

    private final BearerIntrospector tokens;
    private final RegisteredClientRepository clients;

    BearerIntrospection(BearerIntrospector tokens, RegisteredClientRepository clients) {
        this.tokens = tokens;
        this.clients = clients;
    }

    @Override
    public Authentication convert(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean here = request.getRequestURI().equals(request.getContextPath() + PATH);
        return here && header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? new Request(header.substring(SCHEME.length()).trim())
                : null;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        try {
            PartyPrincipal caller = (PartyPrincipal) tokens.introspect(String.valueOf(authentication.getCredentials()));
            RegisteredClient client = clients.findByClientId(caller.party().clientId());
            if (client != null) {
                return new OAuth2ClientAuthenticationToken(client, BEARER, null);
            }
        } catch (BadOpaqueTokenException e) {
            throw new OAuth2AuthenticationException(
                    new org.springframework.security.oauth2.core.OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT), e);
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return Request.class.isAssignableFrom(authentication);
    }
}

package health.consilium.smart;

import health.consilium.smart.rules.NarrowerScopes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Adds the parts of what an app asks for to what it asks for, so that the person may allow a part alone: the library
 * refuses to grant what was not in the request. Nothing is granted by it; the page shows the parts unticked.
 */
class OfferedScopes implements AuthenticationConverter {

    private final AuthenticationConverter request;
    private final RegisteredClientRepository clients;

    OfferedScopes(AuthenticationConverter request, RegisteredClientRepository clients) {
        this.request = request;
        this.clients = clients;
    }

    @Override
    public Authentication convert(HttpServletRequest http) {
        if (!(request.convert(http) instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked)) {
            return null;
        }
        RegisteredClient client = clients.findByClientId(asked.getClientId());
        requireApp(client);
        // Without a page to untick it on, all of the request would be granted.
        if (client == null || !client.getClientSettings().isRequireAuthorizationConsent()) {
            return asked;
        }
        Set<String> offered = NarrowerScopes.with(asked.getScopes());
        OAuth2AuthorizationCodeRequestAuthenticationToken wider = new OAuth2AuthorizationCodeRequestAuthenticationToken(
                asked.getAuthorizationUri(),
                asked.getClientId(),
                (Authentication) asked.getPrincipal(),
                asked.getRedirectUri(),
                asked.getState(),
                offered,
                asked.getAdditionalParameters());
        wider.setDetails(asked.getDetails());
        return wider;
    }

    /** A system has no address to which the library could send somebody back, not even with what is wrong. */
    private static void requireApp(RegisteredClient client) {
        if (client != null
                && !client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.AUTHORIZATION_CODE)) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "The client is a system, not an app", null),
                    null);
        }
    }
}

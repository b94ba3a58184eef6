package health.consilium.smart;

import health.consilium.smart.rules.ScopeGrant;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Narrows what a system asks for to what it is registered with, before the library compares the two letter by letter. */
class SystemScopeConverter implements AuthenticationConverter {

    private static final String BACKEND_SERVICES =
            "https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html#scopes";

    private final AuthenticationConverter request = new OAuth2ClientCredentialsAuthenticationConverter();

    @Override
    public Authentication convert(HttpServletRequest http) {
        if (!(request.convert(http) instanceof OAuth2ClientCredentialsAuthenticationToken asked)) {
            return null;
        }
        if (!(asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken caller)
                || caller.getRegisteredClient() == null) {
            return asked;
        }
        return new OAuth2ClientCredentialsAuthenticationToken(
                caller, granted(caller.getRegisteredClient(), asked.getScopes()), asked.getAdditionalParameters());
    }

    private static Set<String> granted(RegisteredClient client, Set<String> asked) {
        if (asked.isEmpty()) {
            throw refuse("Name the scopes that you need");
        }
        asked.stream().filter(scope -> !ScopeGrant.isKnown(scope)).findFirst().ifPresent(scope -> {
            throw refuse("Not a SMART scope of this server");
        });
        Set<String> granted = ScopeGrant.intersection(client.getScopes(), asked);
        if (granted.isEmpty()) {
            throw refuse("The client is registered with none of these scopes");
        }
        return granted;
    }

    private static OAuth2AuthenticationException refuse(String description) {
        return new OAuth2AuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_SCOPE, description, BACKEND_SERVICES));
    }
}

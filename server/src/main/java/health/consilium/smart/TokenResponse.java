package health.consilium.smart;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Adds the launch context to what an app gets with its token, at sign-in and at each refresh. */
@Component
class TokenResponse {

    private final OAuth2AuthorizationService authorizations;

    TokenResponse(OAuth2AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    AuthenticationSuccessHandler handler() {
        OAuth2AccessTokenResponseAuthenticationSuccessHandler handler =
                new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        handler.setAccessTokenResponseCustomizer(this::addContext);
        return handler;
    }

    private void addContext(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken authentication = context.getAuthentication();
        patient(authentication.getAccessToken()).ifPresent(patient -> {
            Map<String, Object> parameters = new HashMap<>(authentication.getAdditionalParameters());
            parameters.put(TokenClaims.PATIENT, patient);
            parameters.put("need_patient_banner", true);
            context.getAccessTokenResponse().additionalParameters(parameters);
        });
    }

    private Optional<Object> patient(OAuth2AccessToken token) {
        Set<String> scopes = token.getScopes();
        if (!PatientContext.isWanted(scopes)) {
            return Optional.empty();
        }
        return Optional.ofNullable(authorizations.findByToken(token.getTokenValue(), OAuth2TokenType.ACCESS_TOKEN))
                .map(authorization -> authorization.getAccessToken().getClaims().get(TokenClaims.PATIENT));
    }
}

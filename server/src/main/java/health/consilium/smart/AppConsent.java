package health.consilium.smart;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;
import org.springframework.stereotype.Component;

/** When a person is asked before an app is let in, and what the answer means beside the scopes: for which patient. */
@Component
class AppConsent {

    static final String PATIENT = "patient";

    private final Accounts accounts;
    private final Proxies proxies;

    AppConsent(Accounts accounts, Proxies proxies) {
        this.accounts = accounts;
        this.proxies = proxies;
    }

    /** An app of ours asks only whom it is about, where there is a choice. */
    boolean isRequired(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        Set<String> asked = context.getAuthorizationRequest().getScopes();
        if (context.getRegisteredClient().getClientSettings().isRequireAuthorizationConsent()) {
            return !asked.equals(Set.of("openid"));
        }
        Authentication person = (Authentication)
                ((OAuth2AuthorizationCodeRequestAuthenticationToken) context.getAuthentication()).getPrincipal();
        return PatientContext.isWanted(asked) && patients(person.getName()).size() > 1;
    }

    List<Proxies.Represented> patients(String username) {
        return accounts.find(username).map(proxies::of).orElse(List.of());
    }

    String displayName(String username) {
        return accounts.find(username).map(Account::displayName).orElse(username);
    }

    /** Called when the person has answered, before anything is granted. */
    void answered(OAuth2AuthorizationConsentAuthenticationContext context) {
        OAuth2AuthorizationConsentAuthenticationToken answer = context.getAuthentication();
        if (!PatientContext.isWanted(answer.getScopes())) {
            return;
        }
        List<Proxies.Represented> patients = patients(((Authentication) answer.getPrincipal()).getName());
        Optional<String> chosen = patients.size() == 1
                ? Optional.of(patients.get(0).id())
                : Optional.ofNullable((String) answer.getAdditionalParameters().get(PATIENT))
                        .filter(id -> patients.stream()
                                .anyMatch(patient -> patient.id().equals(id)));
        proxies.choose(
                context.getAuthorization().getId(), chosen.orElseThrow(() -> refuse("No patient was chosen", context)));
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException refuse(
            String description, OAuth2AuthorizationConsentAuthenticationContext context) {
        OAuth2AuthorizationRequest request = context.getAuthorizationRequest();
        OAuth2AuthorizationConsentAuthenticationToken answer = context.getAuthentication();
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, description, null),
                new OAuth2AuthorizationCodeRequestAuthenticationToken(
                        request.getAuthorizationUri(),
                        request.getClientId(),
                        (Authentication) answer.getPrincipal(),
                        request.getRedirectUri() != null
                                ? request.getRedirectUri()
                                : context.getRegisteredClient()
                                        .getRedirectUris()
                                        .iterator()
                                        .next(),
                        request.getState(),
                        request.getScopes(),
                        request.getAdditionalParameters()));
    }
}

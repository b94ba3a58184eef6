package health.consilium.smart;

import health.consilium.smart.rules.ScopeGrant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Checks what an app asks for: for this FHIR server, within its registration, and fit for the person who signed in.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#obtain-authorization-code">SMART App
 *     Launch</a>
 */
@Component
class AppRequestValidator implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private final ServerOrigin origin;
    private final Accounts accounts;
    private final Proxies proxies;

    AppRequestValidator(ServerOrigin origin, Accounts accounts, Proxies proxies) {
        this.origin = origin;
        this.accounts = accounts;
        this.proxies = proxies;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR.accept(context);
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        RegisteredClient client = context.getRegisteredClient();
        requireAudience(request, client);
        requireScopes(request, client);
        requireFitPerson(request, client);
    }

    /** Without this a token meant for us could be asked for through a look-alike server. */
    private void requireAudience(OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client) {
        Object audience = request.getAdditionalParameters().get("aud");
        if (!origin.fhirBase().equals(audience) && !(origin.fhirBase() + "/").equals(audience)) {
            throw refuse(OAuth2ErrorCodes.INVALID_REQUEST, "aud must be " + origin.fhirBase(), request, client);
        }
    }

    private void requireScopes(OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client) {
        Set<String> asked = request.getScopes();
        if (asked.isEmpty()) {
            throw refuse(OAuth2ErrorCodes.INVALID_SCOPE, "Name the scopes that you need", request, client);
        }
        if (asked.stream().anyMatch(scope -> !ScopeGrant.covers(client.getScopes(), scope))) {
            throw refuse(OAuth2ErrorCodes.INVALID_SCOPE, "A scope is not one of this app", request, client);
        }
    }

    /** Until someone has signed in this passes; the library asks again afterwards. */
    private void requireFitPerson(OAuth2AuthorizationCodeRequestAuthenticationToken request, RegisteredClient client) {
        Authentication person = (Authentication) request.getPrincipal();
        if (person instanceof AnonymousAuthenticationToken || !person.isAuthenticated()) {
            return;
        }
        Optional<Account> account = accounts.find(person.getName());
        if (isStaffByLink(person)) {
            throw refuse(
                    OAuth2ErrorCodes.ACCESS_DENIED,
                    "By a link staff enrol a passkey and nothing else; sign in with the passkey",
                    request,
                    client);
        }
        if (PatientContext.isWanted(request.getScopes())
                && account.map(proxies::of).orElse(List.of()).isEmpty()) {
            throw refuse(
                    OAuth2ErrorCodes.INVALID_SCOPE, "Patient scopes are for patients; ask for user/", request, client);
        }
        if (request.getScopes().contains(ScopeGrant.ADMINISTER)
                && account.filter(found -> found.role() == PartyRole.ADMIN).isEmpty()) {
            throw refuse(
                    OAuth2ErrorCodes.INVALID_SCOPE, ScopeGrant.ADMINISTER + " is for administrators", request, client);
        }
    }

    /** Not even who it is does an app learn of somebody who may be a reader of that person's mails. */
    private static boolean isStaffByLink(Authentication person) {
        return SignIn.of(person)
                .filter(signIn -> signIn.assurance().isLow() && signIn.role() != PartyRole.PATIENT)
                .isPresent();
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException refuse(
            String code,
            String description,
            OAuth2AuthorizationCodeRequestAuthenticationToken request,
            RegisteredClient client) {
        String redirectUri = StringUtils.hasText(request.getRedirectUri())
                ? request.getRedirectUri()
                : client.getRedirectUris().iterator().next();
        return new OAuth2AuthorizationCodeRequestAuthenticationException(
                new OAuth2Error(code, description, null),
                new OAuth2AuthorizationCodeRequestAuthenticationToken(
                        request.getAuthorizationUri(),
                        request.getClientId(),
                        (Authentication) request.getPrincipal(),
                        redirectUri,
                        request.getState(),
                        request.getScopes(),
                        request.getAdditionalParameters()));
    }
}

package health.consilium.smart;

import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.stereotype.Component;

/** Adds to tokens what SMART expects of introspection and of the id token. */
@Component
class TokenClaims {

    static final String FHIR_USER = "fhirUser";
    static final String PATIENT = "patient";

    private final ServerOrigin origin;
    private final Accounts accounts;
    private final ClientStore clients;
    private final Proxies proxies;

    TokenClaims(ServerOrigin origin, Accounts accounts, ClientStore clients, Proxies proxies) {
        this.origin = origin;
        this.accounts = accounts;
        this.clients = clients;
        this.proxies = proxies;
    }

    /** What introspection shows of an access token. */
    void ofAccessToken(OAuth2TokenClaimsContext context) {
        context.getClaims().audience(Collections.singletonList(origin.fhirBase()));
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            ofSystem(context.getRegisteredClient(), context.getClaims()::claim);
        } else {
            ofPerson(context, context.getClaims()::claim);
        }
    }

    /** What the app learns of the person who signed in. */
    void ofIdToken(JwtEncodingContext context) {
        if (!OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            return;
        }
        SignIn.of(context.<Authentication>getPrincipal()).ifPresent(signIn -> {
            context.getClaims().claim("acr", signIn.assurance().acr());
            if (signIn.at().equals(SignIn.UNKNOWN_TIME)) {
                // The library has put there when the session was seen last.
                context.getClaims().claims(all -> all.remove(IdTokenClaimNames.AUTH_TIME));
            } else {
                context.getClaims().claim(IdTokenClaimNames.AUTH_TIME, Date.from(signIn.at()));
            }
        });
        if (context.getAuthorizedScopes().contains(FHIR_USER)) {
            accounts.find(context.getPrincipal().getName())
                    .ifPresent(account -> context.getClaims().claim(FHIR_USER, absolute(account.fhirUser())));
        }
    }

    /** What the OpenID Connect user info endpoint answers: what the person let the app know, and no more. */
    Map<String, Object> ofUserInfo(AuthenticatedParty party, Account account) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("sub", party.subject());
        if (party.scopes().contains(OidcScopes.PROFILE)) {
            told.put("name", account.displayName());
        }
        if (party.scopes().contains(FHIR_USER)) {
            told.put(FHIR_USER, absolute(party.fhirUser()));
        }
        return told;
    }

    private void ofSystem(RegisteredClient client, BiConsumer<String, Object> claim) {
        clients.profile(client.getId())
                .flatMap(ClientProfile::organization)
                .ifPresent(organization -> claim.accept(FHIR_USER, absolute(organization)));
    }

    private void ofPerson(OAuth2TokenContext context, BiConsumer<String, Object> claim) {
        accounts.find(context.getPrincipal().getName()).ifPresent(account -> {
            if (context.getAuthorizedScopes().contains(FHIR_USER)) {
                claim.accept(FHIR_USER, absolute(account.fhirUser()));
            }
            if (PatientContext.isWanted(context.getAuthorizedScopes())) {
                patient(context.getAuthorization(), account).ifPresent(patient -> claim.accept(PATIENT, patient));
            }
        });
    }

    /** As chosen when the app was let in; a refresh stays with it, whomever else the person acts for meanwhile. */
    private Optional<String> patient(OAuth2Authorization authorization, Account account) {
        List<Proxies.Represented> patients = proxies.of(account);
        return Optional.ofNullable(authorization)
                .flatMap(found -> proxies.chosen(found.getId()).or(() -> PatientContext.ofToken(found)))
                .or(() -> Optional.of(patients).filter(all -> all.size() == 1).map(all -> all.get(0)
                        .id()))
                .filter(id -> patients.stream().anyMatch(patient -> patient.id().equals(id)));
    }

    private String absolute(String reference) {
        return origin.fhirBase() + "/" + reference;
    }
}

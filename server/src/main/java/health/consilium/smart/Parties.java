package health.consilium.smart;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** Says whom an authorization stands for. Empty when that person or system has been switched off. */
@Component
class Parties {

    private final Accounts accounts;
    private final ClientStore clients;

    Parties(Accounts accounts, ClientStore clients) {
        this.accounts = accounts;
        this.clients = clients;
    }

    Optional<AuthenticatedParty> of(OAuth2Authorization authorization, Set<String> scopes) {
        RegisteredClient client = clients.findById(authorization.getRegisteredClientId());
        if (client == null) {
            return Optional.empty();
        }
        boolean system = AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType());
        return clients.profile(client.getId())
                .filter(ClientProfile::enabled)
                .flatMap(profile ->
                        system ? system(client, profile, scopes) : person(authorization, client.getClientId(), scopes));
    }

    private Optional<AuthenticatedParty> system(RegisteredClient client, ClientProfile profile, Set<String> scopes) {
        return profile.role().flatMap(role -> profile.organization()
                .map(organization -> new AuthenticatedParty(
                        client.getClientId(),
                        client.getClientId(),
                        scopes,
                        role,
                        organization,
                        Optional.empty(),
                        Optional.of(organization),
                        Assurance.SYSTEM,
                        Optional.empty())));
    }

    private Optional<AuthenticatedParty> person(
            OAuth2Authorization authorization, String clientId, Set<String> scopes) {
        Optional<SignIn> signIn = SignIn.of(authorization.getAttribute(Principal.class.getName()));
        return accounts.find(authorization.getPrincipalName())
                .filter(Account::enabled)
                .map(account -> new AuthenticatedParty(
                        account.username(),
                        clientId,
                        scopes,
                        account.role(),
                        account.fhirUser(),
                        PatientContext.ofToken(authorization).map(PatientContext.PATIENT::concat),
                        account.organization(),
                        // One that does not say how its person signed in is trusted no more than a link in a mail.
                        signIn.map(SignIn::assurance).orElse(Assurance.LINK),
                        signIn.map(SignIn::at)));
    }
}

package health.consilium.smart;

import health.consilium.smart.rules.ScopeGrant;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** The systems and apps that may ask for tokens. Only an administrator registers them. */
@Component
public class Clients {

    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private final ClientStore store;
    private final PasswordEncoder encoder;
    private final SmartSettings settings;
    private final TokenRevocation revocation;

    Clients(ClientStore store, PasswordEncoder encoder, SmartSettings settings, TokenRevocation revocation) {
        this.store = store;
        this.encoder = encoder;
        this.settings = settings;
        this.revocation = revocation;
    }

    /** Adds the system or brings it up to date. */
    public void register(SystemClient system) {
        requireScopes(system.scopes());
        RegisteredClient.Builder client = builder(system.clientId())
                .clientName(system.name())
                .authorizationGrantTypes(types -> replace(types, AuthorizationGrantType.CLIENT_CREDENTIALS))
                .scopes(scopes -> replace(scopes, system.scopes().toArray(String[]::new)))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384)
                        .build())
                .tokenSettings(tokens(settings.systemAccess()));
        Optional<Credential> credential = Optional.of(system.credential());
        save(
                client,
                credential,
                new ClientProfile(
                        Optional.of(system.role()), Optional.of(system.organization()), jwks(credential), true));
    }

    /** Adds the app or brings it up to date. */
    public void register(AppClient app) {
        requireScopes(app.scopes());
        RegisteredClient.Builder client = builder(app.clientId())
                .clientName(app.name())
                .authorizationGrantTypes(types ->
                        replace(types, AuthorizationGrantType.AUTHORIZATION_CODE, AuthorizationGrantType.REFRESH_TOKEN))
                .redirectUris(uris -> replace(uris, app.redirectUris().toArray(String[]::new)))
                .scopes(scopes -> replace(scopes, app.scopes().toArray(String[]::new)))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(!app.firstParty())
                        .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384)
                        .build())
                .tokenSettings(tokens(settings.userAccess()));
        RegisteredClient saved = save(
                client,
                app.credential(),
                new ClientProfile(Optional.empty(), Optional.empty(), jwks(app.credential()), true));
        store.saveOrigins(saved.getId(), app.redirectUris());
    }

    /** Removes a client and every token that it holds. */
    public void remove(String clientId) {
        revocation.revokeClient(clientId);
        store.remove(clientId);
    }

    private RegisteredClient.Builder builder(String clientId) {
        return store.registered(clientId).map(RegisteredClient::from).orElseGet(() -> RegisteredClient.withId(
                        UUID.randomUUID().toString())
                .clientId(clientId));
    }

    private RegisteredClient save(
            RegisteredClient.Builder builder, Optional<Credential> credential, ClientProfile profile) {
        builder.clientAuthenticationMethods(methods -> replace(methods, method(credential)));
        RegisteredClient client = builder.build();
        String known = client.getClientSecret();
        String secret = credential
                .filter(Credential.Secret.class::isInstance)
                .map(found -> ((Credential.Secret) found).value())
                .map(value -> known != null && encoder.matches(value, known) ? known : encoder.encode(value))
                .orElse(null);
        client = RegisteredClient.from(client).clientSecret(secret).build();
        store.save(client);
        store.saveProfile(client.getId(), profile);
        return client;
    }

    private static ClientAuthenticationMethod method(Optional<Credential> credential) {
        if (credential.isEmpty()) {
            return ClientAuthenticationMethod.NONE;
        }
        return credential.get() instanceof Credential.Keys
                ? ClientAuthenticationMethod.PRIVATE_KEY_JWT
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    private static Optional<String> jwks(Optional<Credential> credential) {
        return credential
                .filter(Credential.Keys.class::isInstance)
                .map(keys -> AssertionKeys.requirePublic(((Credential.Keys) keys).jwks()));
    }

    /** Opaque tokens, so that withdrawal works at once; refresh tokens change at each use. */
    private TokenSettings tokens(Duration access) {
        return TokenSettings.builder()
                .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                .authorizationCodeTimeToLive(CODE_LIFETIME)
                .accessTokenTimeToLive(access)
                .refreshTokenTimeToLive(settings.refresh())
                .reuseRefreshTokens(false)
                .build();
    }

    private static void requireScopes(Set<String> scopes) {
        scopes.stream().filter(scope -> !ScopeGrant.isKnown(scope)).findFirst().ifPresent(scope -> {
            throw new IllegalArgumentException("Not a SMART scope: " + scope);
        });
    }

    @SafeVarargs
    private static <T> void replace(Set<T> set, T... values) {
        set.clear();
        set.addAll(Set.of(values));
    }
}

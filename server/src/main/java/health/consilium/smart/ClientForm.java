package health.consilium.smart;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Writes a system or an app in the terms of the authorization server's library. */
final class ClientForm {

    private static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private ClientForm() {}

    static void fill(RegisteredClient.Builder client, SystemClient system, SmartSettings settings) {
        client.clientName(system.name())
                .authorizationGrantTypes(types -> replace(types, AuthorizationGrantType.CLIENT_CREDENTIALS))
                .scopes(scopes -> replace(scopes, system.scopes().toArray(String[]::new)))
                .clientAuthenticationMethods(methods -> replace(methods, method(Optional.of(system.credential()))))
                .clientSettings(clientSettings(false))
                .tokenSettings(tokens(settings.systemAccess(), settings));
    }

    static void fill(RegisteredClient.Builder client, AppClient app, SmartSettings settings) {
        client.clientName(app.name())
                .authorizationGrantTypes(types ->
                        replace(types, AuthorizationGrantType.AUTHORIZATION_CODE, AuthorizationGrantType.REFRESH_TOKEN))
                .redirectUris(uris -> replace(uris, app.redirectUris().toArray(String[]::new)))
                .scopes(scopes -> replace(scopes, app.scopes().toArray(String[]::new)))
                .clientAuthenticationMethods(methods -> replace(methods, method(app.credential())))
                .clientSettings(clientSettings(!app.firstParty()))
                .tokenSettings(tokens(settings.userAccess(), settings));
    }

    private static ClientAuthenticationMethod method(Optional<Credential> credential) {
        if (credential.isEmpty()) {
            return ClientAuthenticationMethod.NONE;
        }
        return credential.get() instanceof Credential.Keys || credential.get() instanceof Credential.KeysAt
                ? ClientAuthenticationMethod.PRIVATE_KEY_JWT
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    private static ClientSettings clientSettings(boolean consent) {
        return ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(consent)
                .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS384)
                .build();
    }

    /** Opaque tokens, so that withdrawal works at once; refresh tokens change at each use. */
    private static TokenSettings tokens(Duration access, SmartSettings settings) {
        return TokenSettings.builder()
                .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                .authorizationCodeTimeToLive(CODE_LIFETIME)
                .accessTokenTimeToLive(access)
                .refreshTokenTimeToLive(settings.refresh())
                .reuseRefreshTokens(false)
                .build();
    }

    @SafeVarargs
    private static <T> void replace(Set<T> set, T... values) {
        set.clear();
        set.addAll(Set.of(values));
    }
}

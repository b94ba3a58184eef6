package health.consilium.smart;

import java.time.Instant;
import java.util.Base64;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Issues a refresh token only when the person granted {@code offline_access}, and then to public apps too; never to a person
 * who signed in by a link in a mail.
 */
class OfflineRefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {

    private static final int RANDOM_BYTES = 96;

    private final StringKeyGenerator values =
            new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), RANDOM_BYTES);

    @Override
    public OAuth2RefreshToken generate(OAuth2TokenContext context) {
        boolean granted = context.getAuthorization() != null
                && context.getAuthorization().getAuthorizedScopes().contains("offline_access");
        if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType()) || !granted || isLow(context)) {
            return null;
        }
        Instant now = Instant.now();
        return new OAuth2RefreshToken(
                values.generateKey(),
                now,
                now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
    }

    private static boolean isLow(OAuth2TokenContext context) {
        return SignIn.of(context.<Authentication>getPrincipal())
                .filter(signIn -> signIn.assurance().isLow())
                .isPresent();
    }
}

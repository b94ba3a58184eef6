package health.consilium.smart;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps authorizations in PostgreSQL with every token as a digest: a stolen dump gives no access. Also sees to it that
 * a code or refresh token works once, on all servers together; a second use ends the whole family, because one of the
 * two users is a thief.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700.html#section-4.14.2">RFC 9700, refresh token protection</a>
 */
@Component
class HashedAuthorizationService implements OAuth2AuthorizationService {

    /** Digest of the single-use token with which an authorization was looked up; never stored. */
    private static final String PRESENTED = HashedAuthorizationService.class.getName() + ".presented";

    private static final List<Class<? extends OAuth2Token>> TOKENS = List.of(
            OAuth2AuthorizationCode.class, OAuth2AccessToken.class, OAuth2RefreshToken.class, OidcIdToken.class);

    private static final OAuth2TokenType CODE = new OAuth2TokenType(OAuth2ParameterNames.CODE);

    private final Supplier<JdbcOAuth2AuthorizationService> delegate;
    private final SpentTokens spent;
    private final ExpiredTokens expired;
    private final PartyCache cache;
    private final TransactionTemplate transactions;

    /** The delegate reads column types when it is made, so it is made at first use, when the tables exist. */
    HashedAuthorizationService(
            JdbcTemplate jdbc,
            RegisteredClientRepository clients,
            SpentTokens spent,
            ExpiredTokens expired,
            PartyCache cache,
            PlatformTransactionManager transactions) {
        this.delegate = SingletonSupplier.of(() -> new JdbcOAuth2AuthorizationService(jdbc, clients));
        this.spent = spent;
        this.expired = expired;
        this.cache = cache;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        String presented = authorization.getAttribute(PRESENTED);
        OAuth2Authorization hashed = hashed(authorization);
        if (presented == null || !usesUp(presented, hashed)) {
            store(hashed);
        } else if (!Boolean.TRUE.equals(transactions.execute(status -> replace(presented, hashed)))) {
            remove(hashed);
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    /** Under a lock, so that neither a second user of the token nor a revocation meanwhile is overwritten. */
    private boolean replace(String presented, OAuth2Authorization hashed) {
        if (!spent.lock(hashed.getId()) || !isCurrent(presented, findById(hashed.getId()))) {
            return false;
        }
        spent.add(presented, hashed.getId());
        store(hashed);
        return true;
    }

    private void store(OAuth2Authorization hashed) {
        delegate.get().save(hashed);
        expired.deleteNowAndThen();
        evict(hashed);
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        delegate.get().remove(authorization);
        evict(authorization);
    }

    @Override
    public OAuth2Authorization findById(String id) {
        return delegate.get().findById(id);
    }

    @Override
    public OAuth2Authorization findByToken(String token, OAuth2TokenType tokenType) {
        String hash = TokenHash.of(token);
        OAuth2Authorization found = delegate.get().findByToken(hash, tokenType);
        boolean singleUse = OAuth2TokenType.REFRESH_TOKEN.equals(tokenType) || CODE.equals(tokenType);
        if (!singleUse) {
            return found == null || tokenType == null && !holds(found, hash) ? null : withPlain(found, hash, token);
        }
        if (found == null) {
            spent.reused(hash).map(this::findById).ifPresent(this::remove);
            return null;
        }
        return OAuth2Authorization.from(withPlain(found, hash, token))
                .attribute(PRESENTED, hash)
                .build();
    }

    /** Without a type the library finds an authorization by its state as well, which is in addresses and is no token. */
    private static boolean holds(OAuth2Authorization found, String hash) {
        return TOKENS.stream().map(found::getToken).filter(Objects::nonNull).anyMatch(token -> value(token)
                .equals(hash));
    }

    /** The library looks for the very token again in what it finds by it. */
    private static OAuth2Authorization withPlain(OAuth2Authorization found, String hash, String plain) {
        return changed(found, stored -> stored.equals(hash) ? plain : stored);
    }

    private void evict(OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        cache.evict(authorization.getId(), access == null ? null : TokenHash.stored(value(access)));
    }

    private static boolean isCurrent(String presented, OAuth2Authorization stored) {
        OAuth2Authorization.Token<? extends OAuth2Token> code = stored.getToken(OAuth2AuthorizationCode.class);
        OAuth2Authorization.Token<? extends OAuth2Token> refresh = stored.getRefreshToken();
        return Stream.of(Optional.ofNullable(code), Optional.ofNullable(refresh))
                .flatMap(Optional::stream)
                .anyMatch(token -> value(token).equals(presented) && !token.isInvalidated());
    }

    /** A refresh token is used up by a new one in its place, a code by having been exchanged. */
    private static boolean usesUp(String presented, OAuth2Authorization hashed) {
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = hashed.getToken(OAuth2AuthorizationCode.class);
        if (code != null && value(code).equals(presented)) {
            return code.isInvalidated();
        }
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = hashed.getRefreshToken();
        return refresh == null || !value(refresh).equals(presented);
    }

    private static OAuth2Authorization hashed(OAuth2Authorization plain) {
        return OAuth2Authorization.from(changed(plain, TokenHash::stored))
                .attributes(attributes -> {
                    attributes.remove(PRESENTED);
                    attributes.computeIfPresent(
                            OAuth2ParameterNames.STATE, (name, state) -> TokenHash.stored((String) state));
                })
                .build();
    }

    private static OAuth2Authorization changed(OAuth2Authorization authorization, UnaryOperator<String> change) {
        OAuth2Authorization.Builder builder = OAuth2Authorization.from(authorization);
        TOKENS.stream()
                .<OAuth2Authorization.Token<? extends OAuth2Token>>map(authorization::getToken)
                .filter(Objects::nonNull)
                .forEach(token -> builder.token(withValue(token.getToken(), change.apply(value(token)))));
        return builder.build();
    }

    private static OAuth2Token withValue(OAuth2Token token, String value) {
        if (token instanceof OAuth2AccessToken access) {
            return new OAuth2AccessToken(
                    access.getTokenType(), value, access.getIssuedAt(), access.getExpiresAt(), access.getScopes());
        }
        if (token instanceof OAuth2RefreshToken) {
            return new OAuth2RefreshToken(value, token.getIssuedAt(), token.getExpiresAt());
        }
        if (token instanceof OidcIdToken id) {
            return new OidcIdToken(value, id.getIssuedAt(), id.getExpiresAt(), id.getClaims());
        }
        return new OAuth2AuthorizationCode(value, token.getIssuedAt(), token.getExpiresAt());
    }

    private static String value(OAuth2Authorization.Token<? extends OAuth2Token> token) {
        return token.getToken().getTokenValue();
    }
}

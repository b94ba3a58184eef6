package health.consilium.smart;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Finds the caller behind an access token, in this process. */
@Component
class BearerIntrospector implements OpaqueTokenIntrospector {

    /** The token was good once; the caller should ask for a new one and need not sign in again. */
    static final class ExpiredTokenException extends BadOpaqueTokenException {
        ExpiredTokenException() {
            super("The access token has expired");
        }
    }

    private final OAuth2AuthorizationService authorizations;
    private final Parties parties;
    private final PartyCache cache;

    /**
     * Tokens that never become good (again): who goes on with one does not ask the database each time. An access token is in the
     * database before anybody else knows it.
     */
    private final Cache<String, Supplier<BadOpaqueTokenException>> bad = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    BearerIntrospector(OAuth2AuthorizationService authorizations, Parties parties, PartyCache cache) {
        this.authorizations = authorizations;
        this.parties = parties;
        this.cache = cache;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        String digest = TokenHash.of(token);
        PartyCache.Entry entry = cache.get(digest, hash -> load(token, hash)).orElseThrow(BearerIntrospector::unknown);
        if (!Instant.now().isBefore(entry.expiresAt())) {
            throw new ExpiredTokenException();
        }
        return new PartyPrincipal(entry.party());
    }

    private static BadOpaqueTokenException unknown() {
        return new BadOpaqueTokenException("The access token is unknown or has been revoked");
    }

    private PartyCache.Entry load(String token, String digest) {
        Supplier<BadOpaqueTokenException> known = bad.getIfPresent(digest);
        if (known != null) {
            throw known.get();
        }
        OAuth2Authorization authorization = authorizations.findByToken(token, OAuth2TokenType.ACCESS_TOKEN);
        if (authorization == null) {
            bad.put(digest, BearerIntrospector::unknown);
            return null;
        }
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        if (access.isInvalidated()) {
            bad.put(digest, BearerIntrospector::unknown);
            return null;
        }
        if (access.isExpired()) {
            bad.put(digest, ExpiredTokenException::new);
            throw new ExpiredTokenException();
        }
        return parties.of(authorization, access.getToken().getScopes())
                .map(party -> new PartyCache.Entry(
                        authorization.getId(), party, access.getToken().getExpiresAt()))
                .orElse(null);
    }
}

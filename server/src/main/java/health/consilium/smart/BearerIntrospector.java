package health.consilium.smart;

import java.time.Instant;
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

    BearerIntrospector(OAuth2AuthorizationService authorizations, Parties parties, PartyCache cache) {
        this.authorizations = authorizations;
        this.parties = parties;
        this.cache = cache;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        PartyCache.Entry entry = cache.get(TokenHash.of(token), hash -> load(token))
                .orElseThrow(() -> new BadOpaqueTokenException("The access token is unknown or has been revoked"));
        if (!Instant.now().isBefore(entry.expiresAt())) {
            throw new ExpiredTokenException();
        }
        return new PartyPrincipal(entry.party());
    }

    private PartyCache.Entry load(String token) {
        OAuth2Authorization authorization = authorizations.findByToken(token, OAuth2TokenType.ACCESS_TOKEN);
        if (authorization == null) {
            return null;
        }
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        if (access.isInvalidated()) {
            return null;
        }
        if (access.isExpired()) {
            throw new ExpiredTokenException();
        }
        return parties.of(authorization, access.getToken().getScopes())
                .map(party -> new PartyCache.Entry(
                        authorization.getId(), party, access.getToken().getExpiresAt()))
                .orElse(null);
    }
}

package health.consilium.smart;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** What SMART asks of a client assertion, each rule by its name. */
final class AssertionRules {

    /** How far the clocks of client and server may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    static final OAuth2Error REPLAYED = error("jti was used before");

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private AssertionRules() {}

    /**
     * @param audiences the addresses of which the assertion must name one
     * @param jwksUri where the client's keys lie; an assertion may name that address and no other
     */
    static List<OAuth2TokenValidator<Jwt>> forClient(String clientId, Set<String> audiences, Optional<String> jwksUri) {
        return List.of(
                rule("iss must be the client id", jwt -> clientId.equals(jwt.getClaimAsString("iss"))),
                rule("sub must be the client id", jwt -> clientId.equals(jwt.getSubject())),
                rule(
                        "aud must be the token endpoint",
                        jwt -> jwt.getAudience() != null && !Collections.disjoint(jwt.getAudience(), audiences)),
                rule("exp must lie in the next five minutes", AssertionRules::expiresSoon),
                rule("nbf must not lie ahead", AssertionRules::hasBegun),
                rule(
                        "jti is missing",
                        jwt -> jwt.getId() != null && !jwt.getId().isBlank()),
                rule("kid is missing", jwt -> jwt.getHeaders().get("kid") instanceof String),
                rule(
                        "jku is not the registered one",
                        jwt -> jwt.getHeaders().get("jku") == null
                                || jwksUri.filter(jwt.getHeaders().get("jku")::equals)
                                        .isPresent()));
    }

    private static boolean expiresSoon(Jwt jwt) {
        Instant now = Instant.now();
        Instant expires = jwt.getExpiresAt();
        return expires != null
                && expires.isAfter(now.minus(CLOCK_SKEW))
                && expires.isBefore(now.plus(LONGEST).plus(CLOCK_SKEW));
    }

    /** {@code iat} is not looked at: the decoder makes one up from {@code exp} when it is missing. */
    private static boolean hasBegun(Jwt jwt) {
        return jwt.getNotBefore() == null
                || jwt.getNotBefore().isBefore(Instant.now().plus(CLOCK_SKEW));
    }

    private static OAuth2TokenValidator<Jwt> rule(String description, Predicate<Jwt> holds) {
        return jwt -> holds.test(jwt)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(error(description));
    }

    private static OAuth2Error error(String description) {
        return new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, description, null);
    }
}

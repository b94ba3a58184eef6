package health.consilium.smart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SHA-256 of a token. Tokens are 96 random bytes, so that a plain digest cannot be guessed back; a slow hash would buy
 * nothing.
 */
final class TokenHash {

    private static final String PREFIX = "sha256:";

    private TokenHash() {}

    static String of(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The stored form: an authorization that was loaded and is saved again holds digests already. */
    static String stored(String value) {
        return value.startsWith(PREFIX) ? value : of(value);
    }
}

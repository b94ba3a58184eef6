package health.consilium.smart;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;

/** Reads the public keys of a client. */
final class AssertionKeys {

    private AssertionKeys() {}

    static JWKSet parse(String jwks) {
        try {
            return JWKSet.parse(jwks);
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a JSON Web Key Set (RFC 7517): " + e.getMessage(), e);
        }
    }

    /** Returns the key set; refuses one with a private key, which then is no secret any more, or without a key id. */
    static String requirePublic(String jwks) {
        JWKSet keys = parse(jwks);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The key set has no key");
        }
        for (JWK key : keys.getKeys()) {
            if (key.isPrivate()) {
                throw new IllegalArgumentException("The key set holds a private key; make a new pair");
            }
            if (key.getKeyID() == null) {
                throw new IllegalArgumentException("Every key needs a kid");
            }
        }
        return keys.toString(true);
    }
}

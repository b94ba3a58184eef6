package health.consilium.smart;

import java.net.URI;
import java.util.regex.Pattern;

/** How a confidential client proves who it is at the token endpoint. */
public sealed interface Credential {

    /**
     * A shared secret, sent by HTTP Basic.
     *
     * @param value 16 to 72 printable ASCII characters; the hash that we keep would not look at more
     */
    record Secret(String value) implements Credential {

        private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{16,72}");

        public Secret {
            if (!FORM.matcher(value).matches()) {
                throw new IllegalArgumentException("A client secret has 16 to 72 printable ASCII characters, no blank");
            }
        }

        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    /** The secret that the client has already, of which we know the hash alone. */
    record SameSecret() implements Credential {}

    /**
     * Public keys with which the client signs assertions, RS384 or ES384.
     *
     * @param jwks a JSON Web Key Set (RFC 7517) of public keys
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART asymmetric
     *     authentication</a>
     */
    record Keys(String jwks) implements Credential {}

    /**
     * The same keys, at an address of the client: it may change them without telling us.
     *
     * @param jwksUri https
     */
    record KeysAt(URI jwksUri) implements Credential {

        public KeysAt {
            if (!"https".equals(jwksUri.getScheme())
                    || jwksUri.getHost() == null
                    || jwksUri.getRawUserInfo() != null
                    || jwksUri.getRawFragment() != null) {
                throw new IllegalArgumentException("The address of the keys must be https, without user or fragment");
            }
        }
    }
}

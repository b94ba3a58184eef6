package health.consilium.smart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A client as administrators write and read it: the names of OAuth's dynamic registration where it has one, and our own
 * for what it does not know.
 *
 * @param scope separated by spaces: the most that the client may be granted
 * @param redirectUris for an app in which people sign in; a client without is a system
 * @param tokenEndpointAuthMethod {@code none}, {@code client_secret_basic} or {@code private_key_jwt}
 * @param jwks public keys, or
 * @param jwksUri where they lie, https
 * @param role what a system does here: {@code hospital}, {@code centre}, {@code coordinator}, {@code admin}
 * @param organization whom a system acts for, {@code Organization/…}
 * @param firstParty an app of our own, which does not ask the person for consent
 * @param enabled only shown; a client is switched off and on by requests of their own
 * @param clientRegistrationSource only shown
 * @param clientSecret only shown, once, to whoever registers the client or asks for a new secret
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591.html#section-2">RFC 7591, client metadata</a>
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClientMetadata(
        String clientId,
        String clientName,
        String scope,
        List<String> redirectUris,
        String tokenEndpointAuthMethod,
        JsonNode jwks,
        String jwksUri,
        String role,
        String organization,
        Boolean firstParty,
        Boolean enabled,
        String clientRegistrationSource,
        String clientSecret) {

    static final String SECRET = "client_secret_basic";
    static final String KEYS = "private_key_jwt";
    static final String PUBLIC = "none";

    /** What is wrong, told to the one who may mend it. */
    static final class InvalidException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String code;

        InvalidException(String code, String message) {
            super(message);
            this.code = code;
        }

        static InvalidException of(String field, String problem) {
            return new InvalidException(
                    field.equals("redirect_uris") ? "invalid_redirect_uri" : "invalid_client_metadata",
                    field + " " + problem);
        }

        String code() {
            return code;
        }
    }

    boolean isApp() {
        return redirectUris != null && !redirectUris.isEmpty();
    }

    ClientMetadata withId(String id) {
        return with(id, clientSecret);
    }

    ClientMetadata withSecret(String secret) {
        return with(clientId, secret);
    }

    private ClientMetadata with(String id, String secret) {
        return new ClientMetadata(
                id,
                clientName,
                scope,
                redirectUris,
                tokenEndpointAuthMethod,
                jwks,
                jwksUri,
                role,
                organization,
                firstParty,
                enabled,
                clientRegistrationSource,
                secret);
    }
}

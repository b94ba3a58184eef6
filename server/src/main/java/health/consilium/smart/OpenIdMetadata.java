package health.consilium.smart;

import java.util.List;
import java.util.Map;

/** Takes out of the discovery documents what the library offers and no client here can be registered for. */
final class OpenIdMetadata {

    private static final List<String> UNUSED = List.of(
            "device_authorization_endpoint",
            "tls_client_certificate_bound_access_tokens",
            "dpop_signing_alg_values_supported",
            "end_session_endpoint");

    private OpenIdMetadata() {}

    static void trim(Map<String, Object> claims) {
        UNUSED.forEach(claims::remove);
        claims.put("grant_types_supported", List.of("authorization_code", "client_credentials", "refresh_token"));
        claims.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "private_key_jwt"));
        claims.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"));
        claims.put("introspection_endpoint_auth_methods_supported", List.of("client_secret_basic", "private_key_jwt"));
        claims.put(
                "revocation_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "private_key_jwt", "none"));
    }
}

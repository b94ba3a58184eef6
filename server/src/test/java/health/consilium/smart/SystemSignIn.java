package health.consilium.smart;

import java.net.http.HttpResponse;
import java.util.Map;

/** What a hospital's or centre's system does to get a token. */
public final class SystemSignIn {

    private static final String TOKEN = "/oauth2/token";

    private SystemSignIn() {}

    public static HttpResponse<String> withSecret(String client, String secret, String scope) {
        return new Http()
                .post(
                        TOKEN,
                        Map.of("grant_type", "client_credentials", "scope", scope),
                        "Authorization",
                        Http.basic(client, secret));
    }

    /** @param assertion a JWT, signed with the client's key */
    public static HttpResponse<String> withAssertion(String assertion, String scope) {
        return new Http()
                .post(
                        TOKEN,
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "scope",
                                scope,
                                "client_assertion_type",
                                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion",
                                assertion));
    }
}

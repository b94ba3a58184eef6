package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import health.consilium.support.EndlessBody;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not FHIR is small; nobody makes the server hold more. */
class BodyLimitModuleTests {

    private static final int MUCH = 32 << 20;

    private final Http http = new Http();

    @Test
    void whatIsTooLargeIsRefusedByItsLength() {
        assertThat(http.postJson("/login/webauthn", "\"" + "x".repeat(2 << 20) + "\"")
                        .statusCode())
                .isEqualTo(413);
        assertThat(http.postRaw("/oauth2/token", "a=" + "x".repeat(2 << 20)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthIsReadSoFarOnly() throws Exception {
        AppSignIn app = new AppSignIn("openid consilium/admin");
        String token =
                Http.json(app.exchange(app.code("admin"))).path("access_token").asText();
        EndlessBody.Answer answer = endless("/admin/clients", Map.of("Authorization", "Bearer " + token));
        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        assertThat(answer.sent()).isLessThan(MUCH / 2);
        assertThat(http.postJson("/admin/clients", "{}", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
    }

    private static EndlessBody.Answer endless(String path, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        return EndlessBody.send("POST", URI.create(SmartTestServer.get().url(path)), headers, "{\"a\":\"", 'x', MUCH);
    }
}

package health.consilium.edge;

import static health.consilium.edge.Limiting.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Access tokens that are none. */
class BadTokenLimitModuleTests {

    private static final long BAD_TOKENS = 600;

    /** Wherever a bearer token lets in. */
    private static final List<String> BEARER =
            List.of("/fhir/Patient/1", "/admin/clients", "/admin/accounts", "/userinfo");

    private final String caller = UUID.randomUUID().toString();

    @Test
    void whoSendsTooManyTokensThatAreNoneIsToldSoAndAGoodOneBehindTheSameAddressGoesOn() {
        Http http = new Http();
        String address = Limiting.address();
        String good = http.token("centre-houston");
        for (String path : BEARER) {
            assertThat(bearing(http, path, "bad-" + caller, address).statusCode())
                    .as("%s, the first", path)
                    .isEqualTo(401);
        }

        for (String path : BEARER) {
            HttpResponse<String> refused = oneTooMany(http, path, "other-" + caller, address);
            assertThat(refused.statusCode()).as(path).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .as(path)
                    .isBetween(1L, 60L);
        }
        HttpResponse<String> refused = oneTooMany(http, "/fhir/Patient/1", "bad-" + caller, address);
        assertThat(Http.json(refused).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(Http.json(refused).at("/issue/0/code").asText()).isEqualTo("throttled");
        assertThat(Http.json(refused).at("/issue/0/diagnostics").asText()).contains("access token is not valid");
        assertThat(bearing(http, "/fhir/Patient/1", good, address).statusCode())
                .as("a good token that this server sees for the first time")
                .isEqualTo(200);
        assertThat(http.get("/fhir/Patient/1", FORWARDED, address).statusCode())
                .as("no token")
                .isEqualTo(401);
        assertThat(bearing(http, "/fhir/Patient/1", "bad-" + caller, "203.0.113.9")
                        .statusCode())
                .as("another address")
                .isEqualTo(401);
    }

    /** The share fills again at ten a second: on a slow machine one may have come back before the request is counted. */
    private HttpResponse<String> oneTooMany(Http http, String path, String token, String address) {
        HttpResponse<String> answer;
        int tries = 0;
        do {
            Limiting.takeAll("bad-token", BAD_TOKENS, address);
            answer = bearing(http, path, token, address);
        } while (answer.statusCode() == 401 && ++tries < 20);
        return answer;
    }

    private static HttpResponse<String> bearing(Http http, String path, String token, String address) {
        return http.get(path, "Authorization", "Bearer " + token, FORWARDED, address);
    }
}

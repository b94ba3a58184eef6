package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that has used up its share, over HTTP. */
class FhirLimitModuleTests {

    @Test
    void aGreedyClientIsToldWhenToComeAgainAndOthersAreServed() {
        Http http = new Http();
        String greedy = token(http, "centre-istanbul");
        HttpResponse<String> refused = http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + greedy);
        for (int i = 0; i < 100 && refused.statusCode() == 200; i++) {
            refused = http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + greedy);
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(Http.json(refused).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(Http.json(refused).at("/issue/0/code").asText()).isEqualTo("throttled");
        assertThat(http.fhir(token(http, "centre-seoul")).statusCode()).isEqualTo(200);
    }

    private static String token(Http http, String client) {
        return Http.json(http.post(
                        "/oauth2/token",
                        Map.of("grant_type", "client_credentials", "scope", "system/*.rs"),
                        "Authorization",
                        Http.basic(client, client + "-demo-secret")))
                .path("access_token")
                .asText();
    }
}

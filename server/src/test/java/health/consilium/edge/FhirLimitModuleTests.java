package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A client that has used up its share, over HTTP. */
class FhirLimitModuleTests {

    @Test
    void aGreedyClientIsToldWhenToComeAgainAndOthersAreServed() {
        Http http = new Http();
        String greedy = http.token("centre-istanbul");
        HttpResponse<String> refused = http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + greedy);
        for (int i = 0; i < 300 && refused.statusCode() == 200; i++) {
            refused = http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + greedy);
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(Http.json(refused).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(Http.json(refused).at("/issue/0/code").asText()).isEqualTo("throttled");
        assertThat(http.fhir(http.token("centre-seoul")).statusCode()).isEqualTo(200);
    }
}

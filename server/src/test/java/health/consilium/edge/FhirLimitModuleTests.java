package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** A client that has used up its share, over HTTP. */
class FhirLimitModuleTests {

    @Test
    void aGreedyClientIsToldWhenToComeAgainAndOthersAreServed() {
        Http http = new Http();
        String greedy = http.token("centre-istanbul");
        HttpResponse<String> refused = http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + greedy);
        for (int i = 0; i < 100 && refused.statusCode() == 200; i++) {
            refused = http.get("/fhir/Observation?code=x", "Authorization", "Bearer " + greedy);
        }
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(Http.json(refused).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(Http.json(refused).at("/issue/0/code").asText()).isEqualTo("throttled");
        assertThat(http.fhir(http.token("centre-seoul")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/metadata, 1",
        "GET, /fhir/Patient/1, 1",
        "GET, /fhir/Patient/1/_history/2, 1",
        "PUT, /fhir/Task/1, 1",
        "POST, /fhir/Observation, 1",
        "POST, /admin/clients, 1",
        "GET, /fhir/Observation, 10",
        "POST, /fhir/Observation/_search, 10",
        "POST, /fhir, 10",
        "GET, /fhir, 10",
        "GET, /fhir/_history, 10",
        "GET, /fhir/Patient/1/$everything, 10",
        "GET, /fhir/Group/1/$export, 10"
    })
    void searchesAndBundlesCountAsTen(String method, String path, int cost) {
        assertThat(new FhirCounting().cost(new MockHttpServletRequest(method, path)))
                .isEqualTo(cost);
    }
}

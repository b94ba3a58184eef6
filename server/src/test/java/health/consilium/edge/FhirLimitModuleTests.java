package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

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

    @ParameterizedTest
    @MethodSource
    void searchesAndBundlesCountAsTen(String method, String path, int cost) {
        assertThat(FhirLimit.cost(new MockHttpServletRequest(method, path))).isEqualTo(cost);
    }

    static Stream<Arguments> searchesAndBundlesCountAsTen() {
        return Stream.of(
                arguments("GET", "/fhir/metadata", 1),
                arguments("GET", "/fhir/Patient/1", 1),
                arguments("GET", "/fhir/Patient/1/_history/2", 1),
                arguments("PUT", "/fhir/Task/1", 1),
                arguments("POST", "/fhir/Observation", 1),
                arguments("POST", "/admin/clients", 1),
                arguments("GET", "/fhir/Observation", 10),
                arguments("POST", "/fhir/Observation/_search", 10),
                arguments("POST", "/fhir", 10),
                arguments("GET", "/fhir", 10),
                arguments("GET", "/fhir/_history", 10),
                arguments("GET", "/fhir/Patient/1/$everything", 10),
                arguments("GET", "/fhir/Group/1/$export", 10));
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

package health.consilium.edge;

import static health.consilium.edge.Limiting.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What anybody may read, and how often. */
class OpenLimitModuleTests {

    /** As the server has it when nobody says otherwise. */
    private static final int OPEN = 1200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir/metadata",
                "/fhir/.well-known/smart-configuration",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/oauth2/jwks"
            })
    void anAddressThatAsksTooOftenIsToldWhenToComeAgainAndOthersAreServed(String path) {
        Http http = new Http();
        String address = Limiting.address();
        HttpResponse<String> refused;
        int tries = 0;
        do {
            Limiting.takeAll("open", OPEN, address);
            refused = http.get(path, FORWARDED, address);
        } while (refused.statusCode() == 200 && ++tries < 20);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        if (path.startsWith("/fhir/")) {
            assertThat(Http.json(refused).at("/issue/0/code").asText()).isEqualTo("throttled");
            assertThat(Http.json(refused).at("/issue/0/diagnostics").asText()).contains("from this address");
        } else {
            assertThat(Http.json(refused).path("error").asText()).isEqualTo("temporarily_unavailable");
        }
        assertThat(http.get(path, FORWARDED, "203.0.113.11").statusCode())
                .as("another address")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /fhir/metadata, 3",
        "HEAD, /fhir/metadata, 3",
        "GET, /.well-known/package-keys.json, 3",
        "OPTIONS, /fhir/metadata, 9",
        "GET, /livez, 9",
        "GET, /readyz, 9",
        "GET, /fhir/Patient/1, 9"
    })
    void whatIsOpenCountsAndWhetherTheServerLivesDoesNot(String method, String path, int answered) throws Exception {
        CallerLimit limit = Limiting.limit(new Limits()::openLimit, "open", 3);
        long passed = Limiting.ask(limit, 9, new MockHttpServletRequest(method, path)).stream()
                .filter(answer -> answer.getStatus() == 200)
                .count();
        assertThat(passed).isEqualTo(answered);
    }
}

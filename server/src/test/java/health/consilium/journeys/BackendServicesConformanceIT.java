package health.consilium.journeys;

import static health.consilium.support.AppLaunch.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import health.consilium.support.ServerTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What Inferno asks of SMART Backend Services (SMART App Launch test kit 1.0.0), a test method for each of its ids and named by
 * it.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html">Backend services</a>
 */
@ServerTest
class BackendServicesConformanceIT extends SmartConformance {

    @Test
    @DisplayName("400")
    void smart_backend_services_invalid_grant_type() throws JOSEException {
        Map<String, String> request = backend(rs384(clients.system(), claims -> {}));
        request.put("grant_type", "not_a_grant_type");
        assertThat(token(request).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("400 or 401 for a type that is none")
    void smart_backend_services_invalid_client_assertion() throws JOSEException {
        Map<String, String> request = backend(rs384(clients.system(), claims -> {}));
        request.put("client_assertion_type", "not_an_assertion_type");
        assertThat(token(request).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName("400 or 401 for a wrong signature, audience, time, and for a replay")
    void smart_backend_services_invalid_jwt() throws JOSEException {
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("rsa").generate();
        String once = rs384(clients.system(), claims -> {});
        assertThat(token(backend(once)).statusCode()).isEqualTo(200);
        for (String assertion : List.of(
                once,
                signed(clients.system(), stranger, claims -> {}),
                rs384(clients.system(), claims -> claims.audience("https://other.example/token")),
                rs384(clients.system(), claims -> claims.expirationTime(in(Duration.ofMinutes(-5)))),
                rs384(clients.system(), claims -> claims.expirationTime(in(Duration.ofMinutes(20)))),
                rs384(clients.system(), claims -> claims.jwtID(null)),
                rs384(clients.system(), claims -> claims.issuer("somebody-else")),
                "nonsense")) {
            HttpResponse<String> response = token(backend(assertion));
            assertThat(response.statusCode()).isIn(400, 401);
            assertThat(json(response).path("error").asText()).isEqualTo("invalid_client");
        }
    }

    @Test
    @DisplayName("RS384 and ES384 without client_id are answered by 200")
    void smart_backend_services_auth_request_success() throws JOSEException {
        for (String assertion : List.of(
                rs384(clients.system(), claims -> claims.expirationTime(in(Duration.ofMinutes(5)))),
                es384(clients.system()))) {
            HttpResponse<String> response = token(backend(assertion));
            assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
            assertThat(fhir(json(response), "Patient?_count=1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("the answer has the four fields; a system's token lives five minutes")
    void smart_backend_services_auth_response_body() throws JOSEException {
        JsonNode tokens = json(token(backend(rs384(clients.system(), claims -> {}))));
        assertThat(tokens.path("access_token").asText()).isNotBlank();
        assertThat(tokens.path("token_type").asText()).isEqualToIgnoringCase("bearer");
        assertThat(tokens.path("expires_in").isNumber()).isTrue();
        assertThat(tokens.path("expires_in").asInt()).isLessThanOrEqualTo(300);
        assertThat(tokens.path("scope").asText()).isEqualTo("system/*.rs");
    }
}

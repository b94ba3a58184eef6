package health.consilium.journeys;

import static health.consilium.support.AppLaunch.basic;
import static health.consilium.support.AppLaunch.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.consilium.support.AppLaunch;
import health.consilium.support.ServerTest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Inferno asks of tokens once they are issued, refreshed or looked into: a test method for each of its ids, named by it. */
@ServerTest
class RefreshConformanceIT extends SmartConformance {

    private record Refreshed(JsonNode before, HttpResponse<String> response) {

        JsonNode after() {
            return json(response);
        }
    }

    private static Refreshed refreshed(boolean withScope) {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(app.code(person));
        Map<String, String> request =
                app.refreshRequest(tokens.path("refresh_token").asText());
        if (withScope) {
            request.put("scope", tokens.path("scope").asText());
        }
        HttpResponse<String> response = app.token(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new Refreshed(tokens, response);
    }

    @ParameterizedTest(name = "with scope: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("a native public app gets another token")
    void smart_token_refresh_stu2(boolean withScope) {
        Refreshed refreshed = refreshed(withScope);
        assertThat(refreshed.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
        assertThat(fhir(refreshed.after(), "Patient/" + journey.patientId()).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("it has the four fields, and no scope beyond those of before")
    void smart_token_refresh_body() {
        Refreshed refreshed = refreshed(false);
        JsonNode fresh = refreshed.after();
        assertThat(fresh.path("access_token").asText())
                .isNotBlank()
                .isNotEqualTo(refreshed.before().path("access_token").asText());
        assertThat(fresh.path("token_type").asText()).isEqualToIgnoringCase("bearer");
        assertThat(fresh.path("expires_in").isNumber()).isTrue();
        assertThat(scopes(refreshed.before())).containsAll(scopes(fresh));
    }

    @Test
    @DisplayName("the patient is told at the start and at each refresh")
    void g10_patient_context() {
        Refreshed refreshed = refreshed(false);
        for (JsonNode context : List.of(refreshed.before(), refreshed.after())) {
            assertThat(context.path("patient").asText()).isEqualTo(journey.patientId());
        }
        assertThat(fhir(refreshed.after(), "Patient/" + journey.patientId()).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a refresh may narrow the scopes, never widen them")
    void refreshNarrows() {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(app.code(person, scope -> !scope.isEmpty() && !scope.contains("Condition")));
        Map<String, String> request =
                app.refreshRequest(tokens.path("refresh_token").asText());
        request.put("scope", "patient/Condition.rs");
        assertThat(app.token(request).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("a refresh token that is none is refused")
    void g10_invalid_token_refresh() {
        AppLaunch app = launch(FULL);
        assertThat(app.token(app.refreshRequest("nonsense")).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName("of an active token: what it is about and whose it is")
    void introspection_active() throws ParseException {
        JsonNode tokens = tokens(FULL);
        JWTClaimsSet id = SignedJWT.parse(tokens.path("id_token").asText()).getJWTClaimsSet();
        for (String authorization : List.of(basic(clients.secretApp(), clients.secret()), bearer(tokens))) {
            HttpResponse<String> response =
                    introspect(tokens.path("access_token").asText(), authorization);
            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode seen = json(response);
            assertThat(seen.path("active").asBoolean()).isTrue();
            assertThat(seen.path("client_id").asText()).isEqualTo(clients.publicApp());
            assertThat(scopes(seen)).isEqualTo(scopes(tokens));
            assertThat(seen.path("exp").isNumber()).isTrue();
            assertThat(seen.path("patient").asText())
                    .isEqualTo(tokens.path("patient").asText());
            assertThat(seen.path("iss").asText()).isEqualTo(id.getIssuer());
            assertThat(seen.path("sub").asText()).isEqualTo(id.getSubject());
            assertThat(seen.path("fhirUser").asText()).isEqualTo(id.getStringClaim("fhirUser"));
        }
    }

    @Test
    @DisplayName("of a token that is none: inactive, and not a word more")
    void introspection_invalid() {
        HttpResponse<String> response = introspect("nonsense", basic(clients.secretApp(), clients.secret()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"active\":false}");
    }
}

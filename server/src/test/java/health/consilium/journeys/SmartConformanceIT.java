package health.consilium.journeys;

import static health.consilium.support.AppLaunch.basic;
import static health.consilium.support.AppLaunch.json;
import static health.consilium.support.AppLaunch.origin;
import static health.consilium.support.AppLaunch.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import health.consilium.support.AppLaunch;
import health.consilium.support.ServerTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Inferno asks of an authorization server (SMART App Launch test kit 1.0.0, g10 test kit 8.0.0), a test method for each of
 * its ids and named by it, against the running server over HTTP.
 */
@ServerTest
class SmartConformanceIT extends SmartConformance {

    // Discovery

    @Test
    @DisplayName("the configuration is there, as JSON")
    void well_known_endpoint() {
        assertThat(discovery().isObject()).isTrue();
    }

    @Test
    @DisplayName("it has the fields that SMART requires")
    void well_known_capabilities_stu2() {
        JsonNode document = discovery();
        assertThat(document.path("authorization_endpoint").asText()).isEqualTo(origin() + "/oauth2/authorize");
        assertThat(document.path("token_endpoint").asText()).isEqualTo(origin() + "/oauth2/token");
        assertThat(document.path("management_endpoint").asText()).isEqualTo(origin() + "/account/apps");
        assertThat(texts(document.path("grant_types_supported"))).contains("authorization_code", "client_credentials");
        assertThat(texts(document.path("code_challenge_methods_supported")))
                .contains("S256")
                .doesNotContain("plain");
        assertThat(texts(document.path("capabilities"))).contains("sso-openid-connect");
        assertThat(document.path("issuer").asText()).isEqualTo(origin());
        assertThat(document.path("jwks_uri").asText()).isEqualTo(origin() + "/oauth2/jwks");
    }

    @Test
    @DisplayName("every web page may read how to get access")
    void smart_cors_well_known_endpoint() {
        assertThat(readableByPages("/fhir/.well-known/smart-configuration")).isTrue();
    }

    @Test
    @DisplayName("every web page may read what the server can do")
    void smart_cors_metadata_request() {
        assertThat(readableByPages("/fhir/metadata")).isTrue();
    }

    private static boolean readableByPages(String path) {
        String page = "https://inferno.example";
        return AppLaunch.get(path, "Origin", page)
                .headers()
                .firstValue("Access-Control-Allow-Origin")
                .filter(Set.of("*", page)::contains)
                .isPresent();
    }

    @Test
    @DisplayName("it names what a certified server can do, and no EHR launch")
    void g10_smart_well_known_capabilities() {
        assertThat(texts(discovery().path("capabilities")))
                .contains(
                        "launch-standalone",
                        "client-public",
                        "client-confidential-symmetric",
                        "client-confidential-asymmetric",
                        "sso-openid-connect",
                        "context-standalone-patient",
                        "permission-offline",
                        "permission-patient",
                        "authorize-post",
                        "permission-v2",
                        "permission-v1")
                .doesNotContain("launch-ehr", "context-style");
    }

    // Launch

    @ParameterizedTest(name = "by POST: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("GET and POST lead back to the app with its state")
    void smart_app_redirect_stu2(boolean byPost) {
        AppLaunch app = byPost ? launch(FULL).byPost() : launch(FULL);
        URI redirect = app.redirect(person, ticked -> true);
        assertThat(redirect.toString()).startsWith(REDIRECT);
        assertThat(parameter(redirect, "state")).isEqualTo(app.state());
    }

    @Test
    @DisplayName("the app gets a code and no error")
    void smart_code_received() {
        URI redirect = launch(FULL).redirect(person, ticked -> true);
        assertThat(parameter(redirect, "code")).isNotBlank();
        assertThat(parameter(redirect, "error")).isNull();
    }

    @Test
    @DisplayName("a public app, one with a secret and one with keys get their tokens")
    void smart_token_exchange_stu2_2() throws JOSEException {
        AppLaunch publicApp = launch(FULL);
        HttpResponse<String> ofPublic = publicApp.token(publicApp.codeRequest(publicApp.code(person)));
        AppLaunch secretApp = launch(clients.secretApp(), FULL);
        Map<String, String> request = secretApp.codeRequest(secretApp.code(person));
        request.remove("client_id");
        HttpResponse<String> ofSecret =
                secretApp.token(request, "Authorization", basic(clients.secretApp(), clients.secret()));
        for (HttpResponse<String> response : List.of(ofPublic, ofSecret, exchangeWithKeys())) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
            assertThat(json(response).path("access_token").asText()).isNotBlank();
        }
    }

    private HttpResponse<String> exchangeWithKeys() throws JOSEException {
        AppLaunch app = launch(clients.keyApp(), FULL);
        Map<String, String> request = app.codeRequest(app.code(person));
        request.remove("client_id");
        request.putAll(asserted(rs384(clients.keyApp(), claims -> {})));
        return app.token(request);
    }

    @Test
    @DisplayName("access_token, token_type, expires_in, scope; fhirContext well formed")
    void smart_token_response_body_stu2_2() {
        JsonNode tokens = granted();
        assertThat(tokens.path("access_token").asText()).isNotBlank();
        assertThat(tokens.path("token_type").asText()).isEqualToIgnoringCase("bearer");
        assertThat(tokens.path("expires_in").isNumber()).isTrue();
        assertThat(tokens.path("scope").asText()).isNotBlank();
        tokens.path("fhirContext")
                .forEach(context -> assertThat(context.isObject()).isTrue());
    }

    @Test
    @DisplayName("no token is kept by a cache")
    void smart_token_response_headers() {
        HttpResponse<String> response = exchangedByAPage();
        assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(response.headers().firstValue("Pragma").orElseThrow()).contains("no-cache");
    }

    @Test
    @DisplayName("the app's page may read its tokens, without cookies")
    void smart_cors_token_exchange() {
        HttpResponse<String> response = exchangedByAPage();
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(APP_ORIGIN);
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    private static HttpResponse<String> exchangedByAPage() {
        AppLaunch app = launch(FULL);
        HttpResponse<String> response = app.token(app.codeRequest(app.code(person)), "Origin", APP_ORIGIN);
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    // Scopes

    @Test
    @DisplayName("what was asked is granted, type by type")
    void g10_smart_scopes() {
        assertThat(scopes(granted())).isEqualTo(Set.of(FULL.split(" ")));
    }

    @Test
    @DisplayName("without a token 401")
    void g10_unauthorized_access() {
        assertThat(AppLaunch.get("/fhir/Patient/" + journey.patientId()).statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("what the person unticks is not granted")
    void g10_limited_scope_grant() {
        assertThat(scopes(limited()))
                .contains("patient/Condition.rs")
                .noneMatch(scope -> scope.contains("Observation"));
    }

    @Test
    @DisplayName("what was not granted is refused, the rest is not")
    void g10_restricted_access_test() {
        JsonNode tokens = limited();
        assertThat(fhir(tokens, "Condition?patient=" + journey.patientId()).statusCode())
                .isEqualTo(200);
        assertThat(fhir(tokens, "Observation?patient=" + journey.patientId()).statusCode())
                .isIn(401, 403);
    }

    private static JsonNode limited() {
        AppLaunch app = launch(FULL);
        return app.exchange(
                app.code(person, scope -> !scope.isEmpty() && !scope.contains("?") && !scope.contains("Observation")));
    }

    @Test
    @DisplayName("an app of version 1 is answered in version 1")
    void g10_smart_v1_scopes() {
        JsonNode tokens = tokens(LAUNCH + "patient/Patient.read patient/Observation.read");
        assertThat(scopes(tokens)).contains("patient/Patient.read", "patient/Observation.read");
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
        assertThat(fhir(tokens, "Observation?patient=" + journey.patientId()).statusCode())
                .isEqualTo(200);
        assertThat(fhir(tokens, "Condition?patient=" + journey.patientId()).statusCode())
                .isIn(401, 403);
    }

    // What is not valid

    @Test
    @DisplayName("no code for another server's address")
    void g10_smart_invalid_aud() {
        URI redirect = launch(FULL).with("aud", "https://evil.example/fhir").redirect(person, ticked -> true);
        assertThat(parameter(redirect, "code")).isNull();
        assertThat(parameter(redirect, "error")).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("a bad code is 400, a bad client 400 or 401")
    void g10_smart_invalid_token_request_stu2() {
        AppLaunch app = launch(FULL);
        String code = app.code(person);
        assertThat(app.token(app.codeRequest("nonsense")).statusCode()).isEqualTo(400);
        Map<String, String> request = app.codeRequest(code);
        request.put("client_id", "nobody");
        assertThat(app.token(request).statusCode()).isIn(400, 401);
    }

    @Test
    @DisplayName("absent, blank, wrong, or the challenge itself")
    void g10_smart_invalid_pkce_code_verifier_group() {
        for (String verifier :
                new String[] {null, "", "wrong-verifier-wrong-verifier-wrong-verifier", AppLaunch.CHALLENGE}) {
            AppLaunch app = launch(FULL);
            Map<String, String> request = app.codeRequest(app.code(person));
            request.remove("code_verifier");
            if (verifier != null) {
                request.put("code_verifier", verifier);
            }
            assertThat(app.token(request).statusCode())
                    .as("verifier " + verifier)
                    .isIn(400, 401);
        }
    }

    @Test
    @DisplayName("what the person takes back reads no more and is not refreshed")
    void g10_token_revocation() {
        AppLaunch app = launch(FULL);
        JsonNode tokens = app.exchange(app.code(person));
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isEqualTo(200);
        HttpResponse<String> response = AppLaunch.post(
                "/oauth2/revoke",
                Map.of("token", tokens.path("refresh_token").asText(), "client_id", clients.publicApp()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(fhir(tokens, "Patient/" + journey.patientId()).statusCode()).isIn(401, 403, 404);
        assertThat(app.token(app.refreshRequest(tokens.path("refresh_token").asText()))
                        .statusCode())
                .isIn(400, 401);
    }

    @Test
    @DisplayName("a public app gets an id token and its patient")
    void g10_public_standalone_launch() {
        assertThat(granted().path("id_token").asText()).isNotBlank();
        assertThat(granted().path("patient").asText()).isEqualTo(journey.patientId());
    }

    @Test
    @DisplayName("an app that proves itself by a key, too")
    void g10_asymmetric_launch() throws JOSEException {
        JsonNode tokens = json(exchangeWithKeys());
        assertThat(tokens.path("id_token").asText()).isNotBlank();
        assertThat(tokens.path("patient").asText()).isEqualTo(journey.patientId());
    }

    @Test
    @DisplayName(
            "refresh tokens, also of native apps, live three months; the person is told what offline_access is; what is"
                    + " taken back is over within the hour; keys of clients are kept as long as their owner says")
    void attestations() {
        JsonNode taken = tokens(FULL);
        Boolean lasting = jdbc.queryForObject(
                """
                select bool_and(refresh_token_expires_at > now() + interval '90 days') from oauth2_authorization
                where principal_name = ? and refresh_token_issued_at > now() - interval '1 minute'
                """,
                Boolean.class,
                person);
        assertThat(lasting).isTrue();
        AppLaunch app = launch(FULL);
        app.redirect(person, ticked -> true);
        assertThat(app.pages()).anyMatch(page -> page.contains("Keep access when you are not using the app"));
        nativeAppsRefresh();
        // Over within the hour, whoever should have missed the revocation, and at once, who has not.
        assertThat(taken.path("expires_in").asInt()).isBetween(1, 3600);
        AppLaunch.post(
                "/oauth2/revoke",
                Map.of("token", taken.path("refresh_token").asText(), "client_id", clients.publicApp()));
        assertThat(fhir(taken, "Patient/" + journey.patientId()).statusCode()).isEqualTo(401);
        // How long the keys behind a jwks_uri are kept takes a server that a client could have on the internet:
        // JwksFetcherTests.keysAreKeptAsLongAsTheirOwnerSaysAndFiveMinutesAtMost and, that they are kept at all,
        // ClientsModuleTests.keysAreNotFetchedForEveryAssertion.
    }

    /** By the loopback address of RFC 8252 and without a secret. */
    private static void nativeAppsRefresh() {
        AppLaunch app = new AppLaunch("demo-app", "http://127.0.0.1:49152/callback", "openid offline_access user/*.rs");
        JsonNode tokens = app.exchange(app.code("clinician"));
        JsonNode next =
                json(app.token(app.refreshRequest(tokens.path("refresh_token").asText())));
        assertThat(next.path("access_token").asText())
                .isNotBlank()
                .isNotEqualTo(tokens.path("access_token").asText());
        assertThat(next.path("refresh_token").asText()).isNotBlank();
    }
}

package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

/** What stands between a request and the FHIR server. */
class FhirGateModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final String NAIROBI = Http.basic("hospital-nairobi", "hospital-nairobi-demo-secret");

    private final Http http = new Http();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fhir",
                "/fhir/",
                "/fhir/Patient",
                "/fhir/Patient/1/_history",
                "/fhir/$export",
                "/fhir/metadata/x",
                "/fhir/Metadata",
                "/fhir/.well-known/other",
                "/fhir/.well-known/smart-configuration/x"
            })
    void withoutATokenThereIsNothing(String path) {
        HttpResponse<String> response = http.get(path);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer")
                .doesNotContain("error");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/fhir+json");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        JsonNode issue = Http.json(response).path("issue").path(0);
        assertThat(Http.json(response).path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(issue.path("code").asText()).isEqualTo("login");
        assertThat(issue.path("details").path("coding").path(0).path("code").asText())
                .isEqualTo("unauthenticated");
        assertThat(issue.path("details").path("text").asText()).contains(SERVER.url("/oauth2/token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void metadataIsOpenForReadingOnly(String method) {
        assertThat(http.method(method, "/fhir/metadata").statusCode()).isEqualTo(401);
        assertThat(http.method("GET", "/fhir/metadata").statusCode()).isEqualTo(200);
        assertThat(http.method("HEAD", "/fhir/metadata").statusCode()).isEqualTo(200);
        assertThat(http.method("OPTIONS", "/fhir/Patient").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer not-a-token", "Bearer a b", "Bearer ä", "Basic YTpi", "x"})
    void aTokenThatIsNoneIsRefused(String header) {
        HttpResponse<String> response = http.get("/fhir/Patient", "Authorization", header);
        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(Http.json(response).path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    void aTokenInTheAddressIsNotLookedAt() {
        assertThat(http.get("/fhir/Patient?access_token=" + systemToken()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSignInSessionIsNotLookedAt() {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        app.redirect("coordinator");
        assertThat(app.http().get("/account").body()).contains("coordinator");
        assertThat(app.http().get("/fhir/Patient").statusCode()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsToldSo() {
        String token = systemToken();
        SERVER.bean(JdbcTemplate.class)
                .update(
                        "update oauth2_authorization set access_token_issued_at = now() - interval '2 minutes',"
                                + " access_token_expires_at = now() - interval '1 minute' where access_token_value = ?",
                        TokenHash.of(token));
        HttpResponse<String> response = http.fhir(token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"")
                .contains("expired");
        assertThat(http.fhir(token).headers().firstValue("WWW-Authenticate"))
                .as("again")
                .isEqualTo(response.headers().firstValue("WWW-Authenticate"));
        assertThat(Http.json(response).path("issue").path(0).path("code").asText())
                .isEqualTo("expired");
        assertThat(Http.json(response).path("issue").path(0).path("diagnostics").asText())
                .contains("has expired", SERVER.url("/oauth2/token"));
    }

    @Test
    void whoGoesOnWithATokenThatIsNoneAsksTheDatabaseOnce() {
        OAuth2AuthorizationService asked = mock(OAuth2AuthorizationService.class);
        BearerIntrospector introspector =
                new BearerIntrospector(asked, SERVER.bean(Parties.class), SERVER.bean(PartyCache.class));
        for (String token : List.of("none-1", "none-2", "none-1", "none-1")) {
            assertThatThrownBy(() -> introspector.introspect(token))
                    .isInstanceOf(BadOpaqueTokenException.class)
                    .hasMessageContaining("unknown");
        }
        verify(asked, times(2)).findByToken(anyString(), any());
    }

    @Test
    void revocationCutsAccessAtOnce() {
        String token = systemToken();
        assertThat(http.fhir(token).statusCode()).isEqualTo(200);
        assertThat(http.post("/oauth2/revoke", Map.of("token", token), "Authorization", NAIROBI)
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.fhir(token).statusCode()).isEqualTo(401);
        assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
    }

    /** It has a cache of its own, and nobody tells it; the cache lasts ten seconds at most, and here less. */
    @Test
    void anotherServerLearnsOfARevocationWhenItsCacheIsOver() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Duration.ofMillis(10_001)));
        BearerIntrospector other = new BearerIntrospector(
                SERVER.bean(OAuth2AuthorizationService.class),
                SERVER.bean(Parties.class),
                new PartyCache(settings(Duration.ofMillis(200))));
        String token = systemToken();
        assertThat(other.introspect(token)).isNotNull();
        http.post("/oauth2/revoke", Map.of("token", token), "Authorization", NAIROBI);
        assertThat(http.fhir(token).statusCode()).isEqualTo(401);
        await().untilAsserted(() ->
                assertThatThrownBy(() -> other.introspect(token)).isInstanceOf(BadOpaqueTokenException.class));
    }

    private static SmartSettings settings(Duration cache) {
        Duration any = Duration.ofMinutes(5);
        return new SmartSettings(null, any, any, any, null, cache);
    }

    /** Chromium sends the form of a page with the referrer policy no-referrer so. */
    @Test
    void aFormWithoutOriginIsNoForeignPage() {
        assertThat(http.post("/oauth2/authorize", Map.of("state", "x"), "Origin", "null")
                        .body())
                .doesNotContain("CORS");
    }

    @Test
    void anotherClientCannotRevoke() {
        String token = systemToken();
        http.post(
                "/oauth2/revoke",
                Map.of("token", token),
                "Authorization",
                Http.basic("centre-seoul", "centre-seoul-demo-secret"));
        assertThat(http.fhir(token).statusCode()).isEqualTo(200);
    }

    @Test
    void theServerTakesBackTheTokensOfAClientOrAPerson() {
        String system = http.token("centre-mumbai");
        AppSignIn app = new AppSignIn("openid offline_access user/*.rs");
        JsonNode person = Http.json(app.exchange(app.code("translator-2")));
        String access = person.path("access_token").asText();
        assertThat(http.fhir(system).statusCode()).isEqualTo(200);
        assertThat(http.fhir(access).statusCode()).isEqualTo(200);

        SERVER.bean(TokenRevocation.class).revokeClient("centre-mumbai");
        SERVER.bean(TokenRevocation.class).revokeAccount("translator-2");
        assertThat(http.fhir(system).statusCode()).isEqualTo(401);
        assertThat(http.fhir(access).statusCode()).isEqualTo(401);
        assertThat(app.refresh(person.path("refresh_token").asText()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAccountThatIsSwitchedOffHasNoAccess() {
        Accounts accounts = SERVER.bean(Accounts.class);
        Account person =
                new Account("leaver", "Leaver", PartyRole.TRANSLATOR, "Practitioner/leaver", Optional.empty(), true);
        accounts.registerWithPassword(person, AppSignIn.PASSWORD);
        AppSignIn app = new AppSignIn("openid user/*.rs");
        String access = app.token("leaver");
        accounts.register(
                new Account("leaver", "Leaver", PartyRole.TRANSLATOR, "Practitioner/leaver", Optional.empty(), false));
        assertThat(http.fhir(access).statusCode()).isEqualTo(401);
        AppSignIn again = new AppSignIn("openid user/*.rs");
        again.authorize();
        assertThat(AppSignIn.location(again.signIn("leaver", AppSignIn.PASSWORD)))
                .endsWith("/login?error");
    }

    @Test
    void introspectionTellsAClientWhatAnAppWasGranted() {
        AppSignIn app = new AppSignIn("openid fhirUser launch/patient patient/*.rs");
        JsonNode tokens = Http.json(app.exchange(app.code("patient-1")));
        JsonNode seen = introspect(tokens.path("access_token").asText());
        assertThat(seen.path("active").asBoolean()).isTrue();
        assertThat(seen.path("client_id").asText()).isEqualTo(DemoLogins.APP);
        assertThat(seen.path("scope").asText().split(" "))
                .containsExactlyInAnyOrder(tokens.path("scope").asText().split(" "));
        assertThat(seen.path("patient").asText()).isEqualTo("patient-1");
        assertThat(seen.path("sub").asText()).isEqualTo("patient-1");
        assertThat(seen.path("iss").asText()).isEqualTo(SERVER.url(""));
        assertThat(seen.path("aud").path(0).asText()).isEqualTo(SERVER.url("/fhir"));
        assertThat(seen.path("fhirUser").asText()).isEqualTo(SERVER.url("/fhir/Patient/patient-1"));
        assertThat(seen.path("exp").isNumber()).isTrue();
        assertThat(introspect("invalid").toString()).isEqualTo("{\"active\":false}");
    }

    @Test
    void introspectionNeedsAClient() {
        assertThat(http.post("/oauth2/introspect", Map.of("token", systemToken()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void discoveryIsOpenToEveryPage() {
        HttpResponse<String> response =
                http.get("/fhir/.well-known/smart-configuration", "Origin", "https://any.example");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        JsonNode document = Http.json(response);
        assertThat(document.path("issuer").asText()).isEqualTo(SERVER.url(""));
        assertThat(document.path("token_endpoint").asText()).isEqualTo(SERVER.url("/oauth2/token"));
        assertThat(document.path("code_challenge_methods_supported")).hasSize(1);
        assertThat(document.path("capabilities").toString())
                .contains("launch-standalone", "client-public", "permission-v2")
                .doesNotContain("launch-ehr");

        JsonNode openId = Http.json(http.get("/.well-known/openid-configuration"));
        assertThat(openId.path("issuer").asText()).isEqualTo(SERVER.url(""));
        assertThat(openId.has("device_authorization_endpoint")).isFalse();
        assertThat(openId.path("jwks_uri").asText())
                .isEqualTo(document.path("jwks_uri").asText());
    }

    @Test
    void onlyPagesOfRegisteredAppsMayCall() {
        HttpResponse<String> own = preflight("http://localhost:8080");
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:8080");
        assertThat(own.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        HttpResponse<String> foreign = preflight("https://evil.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(http.get("/fhir/Patient", "Origin", "http://localhost:8080")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .contains("http://localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/actuator", "/actuator/env", "/h2-console", "/unknown", "/error", "/smart.css/x"})
    void whatNobodyServesIsDenied(String path) {
        assertThat(http.get(path).statusCode()).isIn(401, 403, 404);
    }

    @Test
    void headersKeepBrowsersInBounds() {
        HttpResponse<String> response = http.fhir(systemToken());
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    private HttpResponse<String> preflight(String origin) {
        return http.method(
                "OPTIONS",
                "/fhir/Patient",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "authorization");
    }

    private JsonNode introspect(String token) {
        return Http.json(http.post("/oauth2/introspect", Map.of("token", token), "Authorization", NAIROBI));
    }

    private String systemToken() {
        return http.token("hospital-nairobi");
    }
}

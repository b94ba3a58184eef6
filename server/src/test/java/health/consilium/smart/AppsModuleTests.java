package health.consilium.smart;

import static health.consilium.smart.AppSignIn.location;
import static health.consilium.smart.AppSignIn.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Apps of others: what a person agrees to, and how clients are registered. */
class AppsModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final Clients CLIENTS = SERVER.bean(Clients.class);
    private static final String APP = "partner-app";
    private static final String SECRET = "a-secret-of-the-partner-app";
    private static final String REDIRECT = "https://partner.example/callback";
    private static final String SCOPES = "openid fhirUser offline_access patient/Observation.rs patient/Condition.rs";

    @BeforeAll
    static void registerApp() {
        CLIENTS.register(app(Optional.of(new Credential.Secret(SECRET))));
    }

    @Test
    void thePersonNarrowsWhatTheAppGets() {
        AppSignIn app = signIn(SCOPES);
        HttpResponse<String> page = consentPage(app, "patient-1");
        assertThat(page.body())
                .contains("Partner app")
                .contains("Test results and measurements: read")
                .contains("until you take it back")
                .contains("signed in as Patient of the breast case");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self' https://partner.example");

        URI redirect = URI.create(location(app.http()
                .postRaw(
                        "/oauth2/authorize",
                        "client_id=" + APP + "&state=" + Http.encode(state(page)) + "&scope=fhirUser&scope="
                                + Http.encode("patient/Condition.rs"))));
        JsonNode tokens = Http.json(exchange(app, query(redirect, "code")));
        assertThat(tokens.path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("openid", "fhirUser", "patient/Condition.rs");
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(tokens.path("patient").asText()).isEqualTo("patient-1");
    }

    @Test
    void whatWasGrantedEarlierIsNotAddedSilently() {
        AppSignIn first = signIn(SCOPES);
        agree(first, "patient-2", "patient/Condition.rs", "patient/Observation.rs");
        AppSignIn second = signIn(SCOPES);
        JsonNode tokens = agree(second, "patient-2", "patient/Condition.rs");
        assertThat(tokens.path("scope").asText()).doesNotContain("Observation");
    }

    @Test
    void thePersonMayRefuse() {
        AppSignIn app = signIn(SCOPES);
        HttpResponse<String> page = consentPage(app, "patient-1");
        URI redirect = URI.create(location(
                app.http().postRaw("/oauth2/authorize", "client_id=" + APP + "&state=" + Http.encode(state(page)))));
        assertThat(query(redirect, "error")).isEqualTo("access_denied");
    }

    @Test
    void consentCannotGrantMoreThanWasAskedFor() {
        AppSignIn app = signIn("openid patient/Condition.rs");
        HttpResponse<String> page = consentPage(app, "patient-1");
        URI redirect = URI.create(location(app.http()
                .postRaw(
                        "/oauth2/authorize",
                        "client_id=" + APP + "&state=" + Http.encode(state(page)) + "&scope="
                                + Http.encode("patient/Observation.rs"))));
        assertThat(query(redirect, "error")).isEqualTo("invalid_scope");
    }

    @Test
    void aConfidentialAppNeedsPkceAsWell() {
        assertThat(query(signIn(SCOPES).without("code_challenge").redirect("patient-1"), "error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void aConfidentialAppNeedsItsSecret() {
        AppSignIn app = signIn(SCOPES);
        HttpResponse<String> page = consentPage(app, "patient-1");
        URI redirect = URI.create(location(app.http()
                .postRaw(
                        "/oauth2/authorize",
                        "client_id=" + APP + "&state=" + Http.encode(state(page)) + "&scope=fhirUser")));
        HttpResponse<String> response = app.exchange(query(redirect, "code"));
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void oneOfManyWhoUseARefreshTokenAtOnceMayWinAndTheOthersNever() {
        AppSignIn app = new AppSignIn("openid offline_access user/*.rs");
        String refresh = Http.json(app.exchange(app.code("coordinator")))
                .path("refresh_token")
                .asText();
        List<HttpResponse<String>> responses = atOnce(() -> new AppSignIn("openid").refresh(refresh));
        assertThat(responses.stream().filter(response -> response.statusCode() == 200))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(responses).allMatch(response -> response.statusCode() == 200 || response.statusCode() == 400);
    }

    @Test
    void oneOfManyWhoUseACodeAtOnceMayWinAndTheOthersNever() {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        String code = app.code("coordinator");
        List<HttpResponse<String>> responses = atOnce(() -> new AppSignIn("openid").exchange(code));
        assertThat(responses.stream().filter(response -> response.statusCode() == 200))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(responses).allMatch(response -> response.statusCode() == 200 || response.statusCode() == 400);
    }

    @Test
    void registeringTwiceChangesNothingElse() {
        CLIENTS.register(app(Optional.of(new Credential.Secret(SECRET))));
        String before = stored("client_secret");
        CLIENTS.register(app(Optional.of(new Credential.Secret(SECRET))));
        assertThat(stored("client_secret")).isEqualTo(before).startsWith("{bcrypt}");
        assertThat(stored("id")).isNotEmpty();
        CLIENTS.register(app(Optional.of(new Credential.Secret("another-secret-of-the-app"))));
        assertThat(stored("client_secret")).isNotEqualTo(before);
        registerApp();
    }

    @Test
    void aRemovedClientIsGoneWithItsTokens() {
        CLIENTS.register(new SystemClient(
                "short-lived",
                "Short lived",
                PartyRole.CENTRE,
                "Organization/short-lived",
                Set.of("system/*.rs"),
                new Credential.Secret("short-lived-secret")));
        Http http = new Http();
        Supplier<HttpResponse<String>> ask =
                () -> SystemSignIn.withSecret("short-lived", "short-lived-secret", "system/*.rs");
        String token = Http.json(ask.get()).path("access_token").asText();
        assertThat(http.fhir(token).statusCode()).isEqualTo(200);
        CLIENTS.remove("short-lived");
        assertThat(http.fhir(token).statusCode()).isEqualTo(401);
        assertThat(ask.get().statusCode()).isEqualTo(401);
    }

    @Test
    void registrationRefusesWhatCannotBeSafe() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("1").generate();
        Stream.<Optional<Credential>>of(
                        Optional.of(new Credential.Keys(new JWKSet(key).toString(false))),
                        Optional.of(new Credential.Keys("{\"keys\":[]}")),
                        Optional.of(new Credential.Keys("no json")))
                .forEach(credential ->
                        assertThatIllegalArgumentException().isThrownBy(() -> CLIENTS.register(app(credential))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Credential.Secret("short"));
        assertThat(new Credential.Secret(SECRET).toString()).doesNotContain(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CLIENTS.register(
                        new AppClient("x", "x", Set.of(REDIRECT), Set.of("user/Task.sr"), Optional.empty(), false)));
    }

    @Test
    void expiredAuthorizationsAreDeletedAfterADay() {
        JdbcTemplate jdbc = SERVER.bean(JdbcTemplate.class);
        AppSignIn app = new AppSignIn("openid user/*.rs");
        String access = app.token("admin");
        jdbc.update(
                """
                update oauth2_authorization set created_at = now() - interval '3 days',
                    authorization_code_expires_at = now() - interval '3 days',
                    access_token_expires_at = now() - interval '25 hours' where access_token_value = ?
                """,
                TokenHash.of(access));
        int others = jdbc.queryForObject("select count(*) from oauth2_authorization", Integer.class) - 1;
        assertThat(SERVER.bean(ExpiredTokens.class).delete()).isEqualTo(1);
        assertThat(jdbc.queryForObject("select count(*) from oauth2_authorization", Integer.class))
                .isEqualTo(others);
    }

    private static AppClient app(Optional<Credential> credential) {
        return new AppClient(APP, "Partner app", Set.of(REDIRECT), Set.of(SCOPES.split(" ")), credential, false);
    }

    private static AppSignIn signIn(String scope) {
        return new AppSignIn(scope).with("client_id", APP).with("redirect_uri", REDIRECT);
    }

    private static HttpResponse<String> consentPage(AppSignIn app, String username) {
        return app.http().get(app.redirect(username).toString());
    }

    private static JsonNode agree(AppSignIn app, String username, String... scopes) {
        HttpResponse<String> page = consentPage(app, username);
        StringBuilder form = new StringBuilder("client_id=" + APP + "&state=" + Http.encode(state(page)));
        for (String scope : scopes) {
            form.append("&scope=").append(Http.encode(scope));
        }
        URI redirect = URI.create(location(app.http().postRaw("/oauth2/authorize", form.toString())));
        return Http.json(exchange(app, query(redirect, "code")));
    }

    private static HttpResponse<String> exchange(AppSignIn app, String code) {
        return app.http()
                .post(
                        "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                REDIRECT,
                                "code_verifier",
                                AppSignIn.VERIFIER),
                        "Authorization",
                        Http.basic(APP, SECRET));
    }

    private static String state(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*name=\"state\" value=\"([^\"]+)\".*", "$1");
    }

    private static String stored(String column) {
        return SERVER.bean(JdbcTemplate.class)
                .queryForObject(
                        "select " + column + " from oauth2_registered_client where client_id = ?", String.class, APP);
    }

    private static List<HttpResponse<String>> atOnce(Supplier<HttpResponse<String>> request) {
        return Stream.generate(() -> CompletableFuture.supplyAsync(request)).limit(6).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }
}

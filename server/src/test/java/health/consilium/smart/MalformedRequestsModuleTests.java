package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.AppLaunch;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a caller sends makes the authorization server stumble: it answers 4xx, or sends the browser on. */
class MalformedRequestsModuleTests {

    private static final SmartTestServer SERVER = SmartTestServer.get();
    private static final long SEED = 20260101L;
    private static final int ROUNDS = 400;
    private static final String ASKING = "asking-app";

    private static final List<String> NAMES = List.of(
            "grant_type",
            "response_type",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "redirect_uri",
            "scope",
            "state",
            "aud",
            "code",
            "code_verifier",
            "code_challenge",
            "code_challenge_method",
            "refresh_token",
            "token",
            "token_type_hint",
            "prompt",
            "request_uri",
            "nonce",
            "posted");

    private static final List<String> ODD = List.of(
            "",
            " ",
            "\0",
            "a\0b",
            "\r\nX-Injected: 1",
            "\uD800",
            "%",
            "%00",
            "😀",
            "'; drop table smart_account; --",
            "<script>alert(1)</script>",
            "a".repeat(5000),
            "..",
            "urn:ietf:params:oauth:request_uri:x",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJob3NwaXRhbC1uYWlyb2JpIn0.",
            "eyJhbGciOiJSUzM4NCJ9.e30.AA",
            "-1",
            "none login");

    /** As they stand in an address that is not encoded; {@code @class} is what Jackson tells types by. */
    private static final List<String> RAW_NAMES =
            List.of("@class", "@type", "$ref", "a:b", "x/y", "(y)", "a;b", "~", "*");

    private static final List<String> PLAUSIBLE = List.of(
            "client_credentials",
            "authorization_code",
            "refresh_token",
            "code",
            DemoLogins.APP,
            "hospital-nairobi",
            "system/*.rs",
            "openid user/*.rs",
            "openid",
            "S256",
            AppSignIn.CHALLENGE,
            AppSignIn.VERIFIER,
            AppSignIn.REDIRECT,
            "none",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

    private final Http http = new Http();

    @Test
    void mixedUpRequestsAreRefused() {
        Random random = new Random(SEED);
        List<String> endpoints = List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/authorize");
        List<String> failures = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String endpoint = endpoints.get(random.nextInt(endpoints.size()));
            String form = form(random);
            List<HttpResponse<String>> responses = endpoint.endsWith("authorize")
                    ? List.of(http.get(endpoint + "?" + form), http.postRaw(endpoint, form))
                    : List.of(http.postRaw(endpoint, form, "Authorization", authorization(random)));
            responses.stream()
                    .filter(response -> response.statusCode() >= 500)
                    .forEach(response -> failures.add(endpoint + " " + form));
            responses.forEach(response ->
                    assertThat(response.headers().firstValue("X-Injected")).isEmpty());
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void signedInTooMixedUpRequestsAreRefused() {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        app.redirect("coordinator");
        Random random = new Random(SEED + 1);
        for (int round = 0; round < ROUNDS / 4; round++) {
            String form = form(random);
            assertThat(app.http().get("/oauth2/authorize?" + form).statusCode())
                    .as(form)
                    .isLessThan(500);
            assertThat(app.http().postRaw("/oauth2/authorize", form).statusCode())
                    .as(form)
                    .isLessThan(500);
            assertThat(app.http().get("/oauth2/consent?" + form).statusCode())
                    .as(form)
                    .isLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code_challenge=&code_challenge=x",
                "prompt=none&prompt=login",
                "client_id=demo-app&client_id=other",
                "aud=a&aud=b",
                "state=%00",
                "client_id=%00",
                "client_id=%ff%fe",
                "request_uri=urn:ietf:params:oauth:request_uri:x",
                "%%%=1"
            })
    void oddAuthorizationRequestsGetAnAnswer(String query) {
        String valid = Http.form(Map.of(
                "response_type",
                "code",
                "scope",
                "openid",
                "redirect_uri",
                AppSignIn.REDIRECT,
                "aud",
                SERVER.url("/fhir")));
        assertThat(http.get("/oauth2/authorize?" + valid + "&" + query.replace("%%%", "%25"))
                        .statusCode())
                .isBetween(300, 499);
        assertThat(http.postRaw("/oauth2/authorize", valid + "&" + query).statusCode())
                .isBetween(300, 499);
    }

    /** What is posted waits in the session, in the database. */
    @Test
    void aStrangerLeavesNoHeapOfParametersBehind() {
        String heap = IntStream.range(0, 40)
                .mapToObj(i -> "&p" + i + "=" + "x".repeat(10_000))
                .collect(Collectors.joining());
        HttpResponse<String> refused = http.postRaw("/oauth2/authorize", "response_type=code" + heap);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&redirect_uri=https://evil.example/callback", "&prompt=none", "&code_challenge=x"})
    void aSystemIsNoAppForPeople(String more) {
        AppSignIn signedIn = new AppSignIn("openid user/*.rs");
        signedIn.redirect("coordinator");
        for (Http caller : List.of(http, signedIn.http())) {
            HttpResponse<String> response =
                    caller.get("/oauth2/authorize?response_type=code&client_id=hospital-nairobi&scope=openid" + more);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().firstValue("Location")).isEmpty();
        }
    }

    /** What the library keeps of a request it keeps as JSON, with the names as they came. */
    @ParameterizedTest
    @ValueSource(strings = {"@class=x", "@class=java.util.HashMap", "@type=x", "a%20b=1", "%40class=x", "%C3%A9=1"})
    void aParameterHasANameThatOneCanHave(String odd) {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        app.redirect("coordinator");
        String valid = Http.form(
                AppLaunch.request(DemoLogins.APP, AppSignIn.REDIRECT, "openid user/*.rs", SERVER.url("/fhir")));
        assertThat(app.http().get("/oauth2/authorize?" + valid + "&" + odd).statusCode())
                .isEqualTo(400);
        assertThat(app.http().postRaw("/oauth2/authorize", valid + "&" + odd).statusCode())
                .isEqualTo(400);
    }

    /** The consent page has it in its address, which others may come to see. */
    @Test
    void theStateOfAConsentPageIsNoToken() {
        String state = stateOfAConsentPage(new AppSignIn("openid user/*.rs"));
        String client = Http.basic("hospital-nairobi", "hospital-nairobi-demo-secret");
        HttpResponse<String> introspected =
                http.post("/oauth2/introspect", Map.of("token", state), "Authorization", client);
        assertThat(introspected.statusCode()).isEqualTo(200);
        assertThat(introspected.body()).isEqualTo("{\"active\":false}");
        assertThat(http.post("/oauth2/revoke", Map.of("token", state, "client_id", ASKING))
                        .statusCode())
                .isEqualTo(200);
    }

    /** No app here is one of a device without a browser. */
    @Test
    void nobodySignsInForADevice() {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        String state = stateOfAConsentPage(app);
        Map<String, String> form = Map.of("state", state, "client_id", ASKING, "user_code", "AAAABBBB");
        assertThat(app.http().post("/oauth2/device_verification", form).statusCode())
                .isEqualTo(403);
        assertThat(app.http()
                        .get("/oauth2/device_verification?user_code=AAAABBBB")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.post("/oauth2/device_authorization", Map.of("client_id", DemoLogins.APP))
                        .statusCode())
                .isIn(401, 403);
    }

    private static String stateOfAConsentPage(AppSignIn app) {
        SERVER.bean(Clients.class)
                .register(new AppClient(
                        ASKING,
                        "Asks first",
                        Set.of(AppSignIn.REDIRECT),
                        Set.of("openid", "user/*.rs"),
                        Optional.empty(),
                        false));
        return Http.decode(AppSignIn.query(app.with("client_id", ASKING).redirect("coordinator"), "state"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "'", "{{csrf}}", "\uD800", "x"})
    void oddUserNamesAreWrongUserNames(String username) {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        app.authorize();
        HttpResponse<String> response = app.signIn(username, "x");
        assertThat(AppSignIn.location(response)).endsWith("/login?error");
    }

    @Test
    void whatIsShownOnAPageIsText() {
        AppSignIn app = new AppSignIn("openid user/*.rs");
        app.redirect("coordinator");
        String page = app.http()
                .get("/oauth2/consent?"
                        + Http.form(new LinkedHashMap<>(Map.of(
                                "client_id",
                                DemoLogins.APP,
                                "scope",
                                "\"><script>x</script> {{state}}",
                                "state",
                                "s&<"))))
                .body();
        assertThat(page)
                .doesNotContain("<script")
                .contains("&lt;script&gt;")
                .contains("s&amp;&lt;")
                .contains("{{state}}");
    }

    private static String authorization(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "Basic";
            case 1 -> "Basic !!!";
            case 2 -> Http.basic("a\0", "b");
            case 3 -> "Bearer x";
            case 4 -> Http.basic("hospital-nairobi", "hospital-nairobi-demo-secret");
            default -> Http.basic("", "");
        };
    }

    private static String form(Random random) {
        return Stream.generate(() -> NAMES.get(random.nextInt(NAMES.size())))
                .limit(2L + random.nextInt(9))
                .map(name -> rawOrEncoded(name, random) + "=" + Http.encode(value(random)))
                .collect(Collectors.joining("&"));
    }

    private static String rawOrEncoded(String name, Random random) {
        return random.nextInt(40) == 0 ? RAW_NAMES.get(random.nextInt(RAW_NAMES.size())) : Http.encode(name);
    }

    private static String value(Random random) {
        List<String> values = random.nextInt(3) == 0 ? ODD : PLAUSIBLE;
        return values.get(random.nextInt(values.size()));
    }
}

package health.consilium.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.PartyRole;
import health.consilium.support.AppLaunch;
import health.consilium.support.BrokenTrail;
import health.consilium.support.ServerTest;
import health.consilium.support.TestServer;
import health.consilium.support.TrailRows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever signs in while the audit trail cannot be written, right or wrong, does not get in, is told when to come again, and has
 * lost nothing then. The same by passkey: PasskeyBrowserIT.
 */
@ServerTest
class UnrecordedSignInIT {

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Accounts accounts;

    @Autowired
    Subjects subjects;

    @Autowired
    LoginLinks links;

    private final Http http = new Http(AppLaunch.origin());
    private final String username = "staff-" + UUID.randomUUID();
    private final String subject = UUID.randomUUID().toString();

    /** Of documentation, so that it is nobody's; what the requests of one test say of where they come from. */
    private final String address = "2001:db8:%x:%x:0:0:0:1"
            .formatted(
                    ThreadLocalRandom.current().nextInt(1, 0x10000),
                    ThreadLocalRandom.current().nextInt(1, 0x10000));

    @BeforeAll
    static void start() throws IOException {
        PROVIDER.start(InetAddress.getByName("localhost"), TestServer.PROVIDER_PORT);
    }

    @AfterAll
    static void stop() {
        PROVIDER.shutdown();
    }

    @BeforeEach
    void register() {
        accounts.register(new Account(
                username, "A pathologist", PartyRole.COORDINATOR, "Practitioner/" + username, Optional.empty(), true));
    }

    @Test
    void aOneTimeLinkIsGoodStill() {
        String link = links.create(username, "admin");
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, username)) {
            assertNotRecorded(open(link));
            assertNobodyIsIn();
        }
        assertThat(location(open(link))).isEqualTo("/passkeys");
        assertThat(http.get("/account").statusCode()).isEqualTo(200);
        assertThat(location(open(link))).isEqualTo("/login/link?spent");
        assertThat(trail()).containsExactly("SIGN_IN one-time-link success");
    }

    @Test
    void throughAProviderOnesWayBeginsAnew() {
        subjects.map(new Subject(PROVIDER.issuerUrl("hospital").toString(), subject), username);
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, username)) {
            String back = sentBack();
            assertNotRecorded(http.get(back, "Accept", "text/html"));
            assertNobodyIsIn();
            assertThat(location(http.get(back)))
                    .as("the provider's word holds once; the page says so, and offers the provider again")
                    .isEqualTo("/login?issuer");
        }
        assertThat(location(http.get(sentBack()))).startsWith("/account");
        assertThat(http.get("/account").statusCode()).isEqualTo(200);
        assertThat(trail()).containsExactly("SIGN_IN openid-connect success");
    }

    @Test
    void whoIsRefusedLearnsNothingElse() {
        accounts.registerWithPassword(
                new Account(username, "A pathologist", PartyRole.COORDINATOR, "Practitioner/x", Optional.empty(), true),
                "right");
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, address)) {
            assertNotRecorded(open("?token=no-such-link"));
            assertNotRecorded(http.get(sentBack(), "Accept", "text/html", "X-Forwarded-For", address));
            HttpResponse<String> wrong = password("wrong");
            HttpResponse<String> right = password("right");
            assertNotRecorded(wrong);
            assertNotRecorded(right);
            assertThat(right.body()).isEqualTo(wrong.body());
            assertNobodyIsIn();
            assertTemporarilyUnavailable(forgedPasskey());
            assertTemporarilyUnavailable(unknownClient());
        }
        assertThat(location(open("?token=no-such-link"))).isEqualTo("/login/link?spent");
        assertThat(location(http.get(sentBack(), "X-Forwarded-For", address))).isEqualTo("/login?unknown");
        assertThat(location(password("wrong"))).isEqualTo("/login?error");
        assertThat(forgedPasskey().statusCode()).isEqualTo(401);
        assertThat(unknownClient().statusCode()).isEqualTo(401);
        assertNobodyIsIn();
        assertThat(location(password("right"))).startsWith("/account");
    }

    @Test
    void anAppsCodeAndRefreshTokenAreGoodStill() {
        accounts.registerWithPassword(
                new Account(username, "A pathologist", PartyRole.COORDINATOR, "Practitioner/x", Optional.empty(), true),
                AppSignIn.PASSWORD);
        AppLaunch app = new AppLaunch("demo-app", "http://127.0.0.1/callback", "openid offline_access user/*.rs");
        Map<String, String> code = app.codeRequest(app.code(username));
        unrecorded(app, code);
        HttpResponse<String> tokens = app.token(code);
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);

        Map<String, String> refresh =
                app.refreshRequest(Http.json(tokens).path("refresh_token").asText());
        unrecorded(app, refresh);
        HttpResponse<String> again = app.token(refresh);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(trail())
                .containsExactly(
                        "SIGN_IN password success", "TOKEN access-token success", "TOKEN access-token success");

        assertThat(app.token(refresh).statusCode()).as("it works once").isEqualTo(400);
        assertThat(app.token(app.refreshRequest(
                                Http.json(again).path("refresh_token").asText()))
                        .statusCode())
                .as("and ends its family when it comes again")
                .isEqualTo(400);
    }

    private void unrecorded(AppLaunch app, Map<String, String> request) {
        try (BrokenTrail broken = BrokenTrail.forEventsWith(jdbc, username)) {
            assertTemporarilyUnavailable(app.token(request));
        }
    }

    private static void assertTemporarilyUnavailable(HttpResponse<String> program) {
        assertThat(program.statusCode()).as(program.body()).isEqualTo(503);
        assertThat(program.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(Http.json(program).path("error").asText()).isEqualTo("temporarily_unavailable");
        assertThat(Http.json(program).path("error_description").asText()).contains("Try again later");
    }

    private static void assertNotRecorded(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(refused.headers().firstValue("Location")).isEmpty();
        assertThat(refused.body()).contains("has to be recorded", "Try again later");
    }

    private void assertNobodyIsIn() {
        assertThat(location(http.get("/account"))).endsWith("/login");
    }

    private HttpResponse<String> open(String link) {
        return post("/login/link/open", Map.of("token", link.replaceAll(".*token=", "")));
    }

    private HttpResponse<String> password(String password) {
        return post("/login", Map.of("username", username, "password", password));
    }

    private HttpResponse<String> forgedPasskey() {
        return http.postJson("/login/webauthn", "{}", "X-CSRF-TOKEN", csrf(), "X-Forwarded-For", address);
    }

    private HttpResponse<String> unknownClient() {
        return http.post(
                "/oauth2/token",
                Map.of("grant_type", "client_credentials"),
                "Authorization",
                Http.basic("nobody", "secret"),
                "X-Forwarded-For",
                address);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> form = new java.util.HashMap<>(fields);
        form.put("_csrf", csrf());
        return http.post(path, form, "Accept", "text/html", "X-Forwarded-For", address);
    }

    private String csrf() {
        String page = http.get("/login").body();
        Matcher matcher = CSRF.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    /** Where the provider, which signs the person in, sends the browser. */
    private String sentBack() {
        PROVIDER.enqueueCallback(new DefaultOAuth2TokenCallback(
                "hospital", subject, JOSEObjectType.JWT.getType(), List.of("consilium"), Map.of("acr", "mfa"), 300));
        return location(http.get(location(http.get("/login/with/hospital"))));
    }

    private static String location(HttpResponse<String> response) {
        String location = AppSignIn.location(response);
        return location.startsWith(AppLaunch.origin())
                ? location.substring(AppLaunch.origin().length())
                : location;
    }

    /** What is on record of the person's ways in, in order. */
    private List<String> trail() {
        return jdbc.sql("select concat_ws(' ', event ->> 'kind', event ->> 'interaction', event ->> 'outcome') from "
                        + TrailRows.ALL + " where event #>> '{agent,subject}' = :subject" + TrailRows.IN_ORDER)
                .param("subject", username)
                .query(String.class)
                .list();
    }
}

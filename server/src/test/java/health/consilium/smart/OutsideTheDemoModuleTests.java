package health.consilium.smart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A server as it is run for real: without the demo, its address https, its proxies elsewhere than here. */
class OutsideTheDemoModuleTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int TOKENS = 3;

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(SmartTestServer.App.class)
                .run(
                        "--server.port=0",
                        "--logging.level.root=error",
                        "--consilium.smart.issuer=https://consilium.example.org",
                        "--consilium.fhir.base-url=https://consilium.example.org/fhir",
                        "--server.tomcat.remoteip.internal-proxies=10\\.0\\.0\\.1",
                        "--consilium.limits.tokens=" + TOKENS);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void nobodySignsInByPassword() throws Exception {
        HttpResponse<String> page = get("/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("type=\"password\"", "name=\"password\"");
        String csrf = page.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        String cookie = cookie(page).split(";")[0];
        HttpResponse<String> tried = send(request("/login")
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=admin&password=consilium-demo&_csrf=" + csrf)));
        assertThat(tried.statusCode()).isBetween(400, 405);
        HttpResponse<String> account = send(request("/account").header("Cookie", cookie));
        assertThat(account.statusCode()).isEqualTo(302);
        assertThat(account.headers().firstValue("Location").orElseThrow()).contains("/login");
    }

    /** As on a database that a server with the demo has left. */
    @Test
    void whatTheDemoLetInIsShutOut() throws Exception {
        Clients clients = context.getBean(Clients.class);
        for (RegistrationSource source : List.of(RegistrationSource.DEMO, RegistrationSource.ADMINISTRATOR)) {
            clients.register(
                    new SystemClient(
                            "of-" + source,
                            "A hospital",
                            PartyRole.HOSPITAL,
                            "Organization/hospital",
                            Set.of("system/*.rs"),
                            new Credential.Secret("known-to-all-the-world")),
                    source);
        }
        Accounts accounts = context.getBean(Accounts.class);
        for (String name : List.of("of-the-demo", "of-ours")) {
            accounts.register(
                    new Account(name, name, PartyRole.COORDINATOR, "Practitioner/" + name, Optional.empty(), true));
        }
        context.getBean(JdbcTemplate.class)
                .update("update smart_account set password_hash = 'x' where username = 'of-the-demo'");
        for (String name : List.of("of-the-demo", "of-ours")) {
            signedInWithPasskey(name);
        }
        assertThat(token("of-DEMO").statusCode()).isEqualTo(200);

        startWithoutDemo();

        assertThat(token("of-DEMO").statusCode()).isEqualTo(401);
        assertThat(token("of-ADMINISTRATOR").statusCode()).isEqualTo(200);
        assertThat(accounts.find("of-the-demo"))
                .get()
                .extracting(Account::enabled)
                .isEqualTo(false);
        assertThat(accounts.find("of-ours")).get().extracting(Account::enabled).isEqualTo(true);
        assertThat(accounts.endPasswords()).as("once").isEmpty();
        for (String table : List.of("spring_session where principal_name", "user_entities where name")) {
            assertThat(left(table, "of-the-demo")).as(table).isZero();
            assertThat(left(table, "of-ours")).as(table).isOne();
        }
    }

    /** What a server does at its start. */
    private static void startWithoutDemo() {
        for (String bean : List.of("demoIsOver", "demoPeopleAreOver")) {
            context.getBean(bean, SmartInitializingSingleton.class).afterSingletonsInstantiated();
        }
    }

    private static void signedInWithPasskey(String name) {
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        jdbc.update("insert into user_entities (id, name, display_name) values (?, ?, ?)", name, name, name);
        jdbc.update(
                "insert into spring_session (primary_id, session_id, creation_time, last_access_time,"
                        + " max_inactive_interval, expiry_time, principal_name) values (?, ?, 0, 0, 900, ?, ?)",
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                Long.MAX_VALUE,
                name);
    }

    private static int left(String where, String name) {
        return context.getBean(JdbcTemplate.class)
                .queryForObject("select count(*) from " + where + " = ?", Integer.class, name);
    }

    /** As of a server that runs on the same database with the demo, without it, and with it again. */
    @Test
    void aStartWithTheDemoSwitchesOnWhatIsItsOwnAndNothingElse() throws Exception {
        Clients clients = context.getBean(Clients.class);
        ClientStore store = context.getBean(ClientStore.class);
        MockEnvironment ofTheDemo = new MockEnvironment();
        ofTheDemo.setActiveProfiles("demo");
        Accounts accounts =
                new Accounts(context.getBean(JdbcTemplate.class), context.getBean(PasswordEncoder.class), ofTheDemo);
        DemoLogins demo = new DemoLogins(accounts, clients);
        clients.register(
                new SystemClient(
                        "of-our-own",
                        "A hospital",
                        PartyRole.HOSPITAL,
                        "Organization/hospital",
                        Set.of("system/*.rs"),
                        new Credential.Secret("known-to-all-the-world")),
                RegistrationSource.ADMINISTRATOR);
        clients.setEnabled(store.registered("of-our-own").orElseThrow(), false);
        try {
            demo.afterSingletonsInstantiated();
            String before = Http.json(token("hospital-nairobi", "hospital-nairobi-demo-secret"))
                    .path("access_token")
                    .asText();
            assertThat(fhir(before)).isEqualTo(200);

            startWithoutDemo();
            assertThat(enabled(store, RegistrationSource.DEMO)).isNotEmpty().containsOnly(false);
            assertThat(token("hospital-nairobi", "hospital-nairobi-demo-secret").statusCode())
                    .isEqualTo(401);
            assertThat(accounts.find("coordinator").orElseThrow().enabled()).isFalse();

            demo.afterSingletonsInstantiated();
            assertThat(enabled(store, RegistrationSource.DEMO)).isNotEmpty().containsOnly(true);
            assertThat(token("hospital-nairobi", "hospital-nairobi-demo-secret").statusCode())
                    .isEqualTo(200);
            assertThat(accounts.find("coordinator").orElseThrow().enabled()).isTrue();
            assertThat(fhir(before)).as("a token of before").isEqualTo(401);
            assertThat(token("of-our-own", "known-to-all-the-world").statusCode())
                    .as("what an administrator has switched off")
                    .isEqualTo(401);
        } finally {
            startWithoutDemo();
        }
    }

    private static List<Boolean> enabled(ClientStore store, RegistrationSource source) {
        return store.clientIds(Optional.of(source)).stream()
                .map(clientId -> store.registered(clientId).orElseThrow())
                .map(client -> store.profile(client.getId()).orElseThrow().enabled())
                .toList();
    }

    private static int fhir(String token) throws Exception {
        return send(request("/fhir/Patient/1").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private static HttpResponse<String> token(String client) throws Exception {
        return token(client, "known-to-all-the-world");
    }

    private static HttpResponse<String> token(String client, String secret) throws Exception {
        return send(request("/oauth2/token")
                .header("Authorization", Http.basic(client, secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=system/*.rs")));
    }

    @Test
    void theCookieIsBoundToThisVeryHost() throws Exception {
        assertThat(cookie(get("/login")))
                .startsWith("__Host-consilium=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContainIgnoringCase("domain=");
    }

    @Test
    void whatSomebodyWhoIsNoProxyOfOursSaysOfTheCallerIsNotBelieved() throws Exception {
        HttpResponse<String> last = null;
        for (int i = 0; i < 2 * TOKENS + 1; i++) {
            last = send(request("/oauth2/token")
                    .header("X-Forwarded-For", "192.0.2." + i)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=guess")));
        }
        assertThat(last.statusCode()).as("counted as one caller").isEqualTo(429);
        HttpResponse<String> elsewhere = send(
                request("/account").header("X-Forwarded-Host", "evil.example").header("X-Forwarded-Proto", "http"));
        assertThat(elsewhere.headers().firstValue("Location").orElseThrow()).doesNotContain("evil.example");
    }

    private static String cookie(HttpResponse<String> page) {
        return page.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}

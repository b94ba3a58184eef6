package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

/** What one caller may take, counted in a real PostgreSQL. */
class LimitsModuleTests {

    private static final String CSRF = "(?s).*name=\"_csrf\" value=\"([^\"]+)\".*";

    private final SmartTestServer server = SmartTestServer.get();
    private final DataSource database = server.bean(DataSource.class);
    private final String caller = UUID.randomUUID().toString();

    @Test
    void serversCountTogetherWhereEachTryCounts() {
        Share share = Share.exact("test", 10, Duration.ofHours(1));
        Buckets one = new Buckets(database);
        Buckets other = new Buckets(database);
        long given = LongStream.range(0, 30)
                .filter(i -> (i % 2 == 0 ? one : other).take(share, caller, 1) == 0)
                .count();
        assertThat(given).isEqualTo(10);
        assertThat(other.take(share, caller, 1)).isBetween(300L, 400L);
        assertThat(other.take(share, caller + "x", 1)).isZero();
    }

    @Test
    void aServerThatLeasesGivesOutAHundredthTooMuchAtMost() {
        Share share = Share.leased("test", 1000, Duration.ofDays(1));
        Buckets[] servers = {new Buckets(database), new Buckets(database), new Buckets(database)};
        long given = LongStream.range(0, 6000)
                .filter(i -> servers[(int) (i % 3)].take(share, caller, 1) == 0)
                .count();
        assertThat(given).isBetween(1000L, 1000L + 3 * share.leased());
    }

    @Test
    void countingCostsTheDatabaseOneRoundTripInAHundred() {
        Share share = Share.leased("test", 1_000_000, Duration.ofMinutes(1));
        Buckets buckets = new Buckets(database);
        buckets.take(share, caller, 1);
        long start = System.nanoTime();
        int requests = 20_000;
        for (int i = 0; i < requests; i++) {
            buckets.take(share, caller, 1);
        }
        double micros = (System.nanoTime() - start) / 1000.0 / requests;
        System.out.printf("A request's share costs %.1f µs%n", micros);
        assertThat(micros).as("microseconds a request").isLessThan(500);
    }

    @Test
    void theTableHoldsNoNameAndNoAddress() {
        new Buckets(database).take(Share.exact("test", 5, Duration.ofMinutes(1)), "192.0.2.1\ncoordinator", 1);
        assertThat(new JdbcTemplate(database).queryForList("select id from rate_limit", String.class))
                .isNotEmpty()
                .allMatch(id -> id.matches("[a-z-]+:[0-9a-f]{64}"));
    }

    @Test
    void guessesAtAPasswordEndAfterTwenty() {
        Http http = new Http();
        String name = "guessed-" + caller;
        for (int i = 0; i < 20; i++) {
            assertThat(signIn(http, name).statusCode()).isEqualTo(302);
        }
        HttpResponse<String> refused = signIn(http, name);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(refused.body()).contains("Too many tries", "dir=\"rtl\"");
        assertThat(signIn(http, "other-" + name).statusCode())
                .as("another account at the same address")
                .isEqualTo(302);
    }

    @Test
    void theAddressIsTheOneThatAProxyOfOursTells() {
        Http http = new Http();
        String name = "proxied-" + caller;
        for (int i = 0; i < 20; i++) {
            signIn(http, name, "X-Forwarded-For", "192.0.2.1");
        }
        assertThat(signIn(http, name, "X-Forwarded-For", "192.0.2.1").statusCode())
                .isEqualTo(429);
        assertThat(signIn(http, name, "X-Forwarded-For", "192.0.2.2").statusCode())
                .isEqualTo(302);
    }

    @Test
    void theSixthLinkIsRefusedWhetherTheAddressIsKnownOrNot() {
        Http http = new Http();
        for (int i = 0; i < 5; i++) {
            assertThat(link(http).statusCode()).isEqualTo(302);
        }
        assertThat(link(http).statusCode()).isEqualTo(429);
    }

    @Test
    void theTokenEndpointAnswersInItsOwnTerms() throws Exception {
        TokenLimit limit = new TokenLimit(new Buckets(database), new LimitSettings(1, 3, 1, 1, 1));
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (int i = 0; i < 4; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest("POST", "/oauth2/token");
            request.addHeader("Authorization", Http.basic(caller, "wrong"));
            response = new MockHttpServletResponse();
            limit.doFilter(request, response, new MockFilterChain());
        }
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isNotBlank();
        assertThat(response.getContentAsString()).contains("\"error\":\"temporarily_unavailable\"");
    }

    @Test
    void whoDropsTheCookieBeginsNoMoreSessionsHoweverTheAppIsCalled() throws Exception {
        SessionLimit limit = new SessionLimit(new Buckets(database), new LimitSettings(1, 1, 1, 1, 5));
        int begun = 0;
        for (int i = 0; i < 20; i++) {
            begun += begins(limit, "/oauth2/authorize?client_id=" + i) ? 1 : 0;
        }
        assertThat(begun).isBetween(5, 6);
        assertThat(begins(limit, "/login")).isFalse();
        MockHttpServletRequest signedIn = request("/login");
        signedIn.setSession(new MockHttpSession());
        assertThat(passes(limit, signedIn, new MockFilterChain()))
                .as("who has a session")
                .isTrue();
        MockHttpServletRequest elsewhere = request("/login");
        elsewhere.setRemoteAddr(caller + " elsewhere");
        assertThat(passes(limit, elsewhere, new MockFilterChain()))
                .as("another address")
                .isTrue();
    }

    @Test
    void whoKeepsTheCookieBeginsOneSessionHoweverOftenTheAppStarts() {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        String sessions = "select count(*) from spring_session";
        long before = jdbc.queryForObject(sessions, Long.class);
        AppSignIn app = new AppSignIn("openid user/*.rs");
        for (int i = 0; i < 3; i++) {
            assertThat(app.authorize().statusCode()).isEqualTo(302);
        }
        assertThat(jdbc.queryForObject(sessions, Long.class) - before).isEqualTo(1);
    }

    private boolean begins(SessionLimit limit, String path) throws Exception {
        return passes(limit, request(path), new MockFilterChain() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response) {
                ((HttpServletRequest) request).getSession();
            }
        });
    }

    private MockHttpServletRequest request(String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path.split("\\?")[0]);
        request.setRemoteAddr(caller);
        return request;
    }

    private static boolean passes(SessionLimit limit, MockHttpServletRequest request, FilterChain chain)
            throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, chain);
        return response.getStatus() != 429;
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
                arguments("GET", "/fhir/Observation", 10),
                arguments("POST", "/fhir/Observation/_search", 10),
                arguments("POST", "/fhir", 10),
                arguments("GET", "/fhir", 10),
                arguments("GET", "/fhir/_history", 10),
                arguments("GET", "/fhir/Patient/1/$everything", 10),
                arguments("GET", "/fhir/Group/1/$export", 10));
    }

    private HttpResponse<String> signIn(Http http, String name, String... headers) {
        String csrf = http.get("/login").body().replaceAll(CSRF, "$1");
        return http.post("/login", Map.of("username", name, "password", "wrong", "_csrf", csrf), headers);
    }

    private HttpResponse<String> link(Http http) {
        String csrf = http.get("/login/link").body().replaceAll(CSRF, "$1");
        return http.post("/login/link", Map.of("username", caller + "@example.org", "_csrf", csrf));
    }
}

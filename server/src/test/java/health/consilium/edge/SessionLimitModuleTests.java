package health.consilium.edge;

import static health.consilium.edge.Limiting.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.AppSignIn;
import health.consilium.smart.Http;
import health.consilium.smart.SmartTestServer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

/** Strangers begin only so many sessions. */
class SessionLimitModuleTests {

    /** As the server has it when nobody says otherwise. */
    private static final long SESSIONS = 1200;

    private final DataSource database = SmartTestServer.get().bean(DataSource.class);
    private final String caller = UUID.randomUUID().toString();

    @Test
    void whoDropsTheCookieBeginsNoMoreSessionsHoweverTheAppIsCalled() throws Exception {
        SessionLimit limit = new SessionLimit(new Buckets(database), Limiting.settings("sessions", 5));
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
    void overHttpTheNextSessionIsRefusedAndWhoHasOneGoesOn() {
        String address = Limiting.address();
        Http known = new Http();
        assertThat(known.get("/login", FORWARDED, address).statusCode()).isEqualTo(200);
        long before = sessions();
        HttpResponse<String> refused = null;
        int begun = 0;
        for (int i = 0; i < 60 && refused == null; i++) {
            HttpResponse<String> page = new Http().get("/login", FORWARDED, address);
            if (page.statusCode() == 200) {
                begun++;
                Limiting.takeAll("session", SESSIONS, address);
            } else {
                refused = page;
            }
        }
        assertThat(begun).isBetween(1, 59);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).contains("Too many tries");
        assertThat(sessions() - before).as("rows written").isEqualTo(begun);
        assertThat(known.get("/login", FORWARDED, address).statusCode())
                .as("who has a session")
                .isEqualTo(200);
        assertThat(new Http().get("/login", FORWARDED, "203.0.113.7").statusCode())
                .as("another address")
                .isEqualTo(200);
    }

    @Test
    void whoKeepsTheCookieBeginsOneSessionHoweverOftenTheAppStarts() {
        long before = sessions();
        AppSignIn app = new AppSignIn("openid user/*.rs");
        for (int i = 0; i < 3; i++) {
            assertThat(app.authorize().statusCode()).isEqualTo(302);
        }
        assertThat(sessions() - before).isEqualTo(1);
    }

    private long sessions() {
        return new JdbcTemplate(database).queryForObject("select count(*) from spring_session", Long.class);
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
}

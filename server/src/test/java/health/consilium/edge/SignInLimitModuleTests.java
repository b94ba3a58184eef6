package health.consilium.edge;

import static health.consilium.edge.Limiting.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who guesses is slowed down. */
class SignInLimitModuleTests {

    private static final String CSRF = "(?s).*name=\"_csrf\" value=\"([^\"]+)\".*";

    private final String caller = UUID.randomUUID().toString();

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
            signIn(http, name, FORWARDED, "192.0.2.1");
        }
        assertThat(signIn(http, name, FORWARDED, "192.0.2.1").statusCode()).isEqualTo(429);
        assertThat(signIn(http, name, FORWARDED, "192.0.2.2").statusCode()).isEqualTo(302);
    }

    @Test
    void theSixthLinkIsRefusedWhetherTheAddressIsKnownOrNot() {
        Http http = new Http();
        for (int i = 0; i < 5; i++) {
            assertThat(link(http).statusCode()).isEqualTo(302);
        }
        assertThat(link(http).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /login, /login?error",
        "POST, /login/webauthn, /login?error",
        "POST, /login/link/open, /login/link?spent",
        "GET, /login/back/hospital, /login?issuer",
        "GET, /login/back/nobody, /login?unknown"
    })
    void whoTriesAnotherAccountEachTimeComesToAnEndToo(String method, String path, String failure) throws Exception {
        SignInLimit limit = Limiting.limit(new Limits()::signInLimit, "sign-in", 1);
        int given = 0;
        for (int i = 0; i < 60; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest(method, path);
            request.setRemoteAddr(caller);
            request.addParameter("username", "made-up-" + i);
            MockHttpServletResponse response = new MockHttpServletResponse();
            limit.doFilter(request, response, (asked, answer) -> ((HttpServletResponse) answer).sendRedirect(failure));
            given += response.getStatus() == 302 ? 1 : 0;
        }
        assertThat(given).isEqualTo(50);
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

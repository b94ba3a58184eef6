package health.consilium.edge;

import static health.consilium.edge.Limiting.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.Http;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who guesses is slowed down. */
class SignInLimitModuleTests {

    private static final String CSRF = "(?s).*name=\"_csrf\" value=\"([^\"]+)\".*";

    private static final int TRIES_OF_AN_ADDRESS = 200;

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

    @ParameterizedTest
    @CsvSource({
        "192.0.2.31, POST, /login/webauthn?username=",
        "192.0.2.32, POST, /login/link/open?token=wrong&username=",
        "192.0.2.33, GET, /login/back/hospital?code=a&state=",
    })
    void aNameThatNothingIsAskedAboutIsNoShareOfItsOwn(String address, String method, String path) {
        Http http = new Http();
        String csrf = http.get("/login/link").body().replaceAll(CSRF, "$1");
        List<Integer> answers = IntStream.rangeClosed(0, TRIES_OF_AN_ADDRESS)
                .mapToObj(i -> tried(http, method, path + UUID.randomUUID(), csrf, address))
                .toList();

        assertThat(answers.subList(0, TRIES_OF_AN_ADDRESS)).allMatch(status -> status < 405);
        assertThat(answers.get(TRIES_OF_AN_ADDRESS)).isEqualTo(429);
    }

    private static int tried(Http http, String method, String path, String csrf, String address) {
        return (method.equals("GET")
                        ? http.get(path, FORWARDED, address)
                        : http.post(path, Map.of("_csrf", csrf), FORWARDED, address))
                .statusCode();
    }

    @Test
    void theSixthLinkIsRefusedWhetherTheAddressIsKnownOrNot() {
        Http http = new Http();
        for (int i = 0; i < 5; i++) {
            assertThat(link(http).statusCode()).isEqualTo(302);
        }
        assertThat(link(http).statusCode()).isEqualTo(429);
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

package health.consilium.smart;

import health.consilium.smart.rules.ScopeWords;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages on which a person who has signed in agrees to what an app asks for. They work without scripts. */
@RestController
class SignInPages {

    /** Where people sign in; the page is one of the module people. */
    static final String LOGIN = "/login";
    static final String CONSENT = "/oauth2/consent";
    static final String ACCOUNT = "/account";
    static final String STYLE = "/smart.css";

    private final ClientStore clients;
    private final RedirectTargets targets;

    SignInPages(ClientStore clients, RedirectTargets targets) {
        this.clients = clients;
        this.targets = targets;
    }

    @GetMapping(path = CONSENT, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> consent(
            @RequestParam("client_id") String clientId,
            @RequestParam String scope,
            @RequestParam String state,
            Authentication person,
            HttpServletResponse response) {
        RegisteredClient client = clients.findByClientId(clientId);
        if (client == null) {
            return ResponseEntity.notFound().build();
        }
        allowFormsTo(response, targets.of(client));
        return ResponseEntity.ok(Page.CONSENT.render(
                Map.of("app", client.getClientName(), "client", clientId, "state", state, "person", person.getName()),
                Map.of("scopes", scopes(scope))));
    }

    /** Ticked boxes; {@code openid} is granted with any other and needs none. */
    private static String scopes(String asked) {
        return Arrays.stream(asked.split(" "))
                .filter(scope -> !scope.isEmpty() && !scope.equals("openid"))
                .sorted()
                .map(scope -> Page.SCOPE.render(Map.of("scope", scope, "words", ScopeWords.of(scope)), Map.of()))
                .collect(Collectors.joining());
    }

    @GetMapping(path = ACCOUNT, produces = MediaType.TEXT_HTML_VALUE)
    String account(Authentication person, HttpServletResponse response, CsrfToken csrf) {
        allowFormsTo(response, List.of());
        return Page.ACCOUNT.render(Map.of("person", person.getName(), "csrf", csrf.getToken()), Map.of());
    }

    @GetMapping(path = STYLE)
    ResponseEntity<String> style() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(Page.STYLE.render(Map.of(), Map.of()));
    }

    /**
     * Browsers hold {@code form-action} against the redirects that follow a form too, and sign-in ends at the app.
     *
     * @see <a href="https://github.com/w3c/webappsec-csp/issues/8">CSP issue 8</a>
     */
    private static void allowFormsTo(HttpServletResponse response, List<String> origins) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
                        + origins.stream().map(origin -> " " + origin).collect(Collectors.joining()));
    }
}

package health.consilium.smart;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages on which a person who has signed in agrees to what an app asks for. They work without scripts. */
@RestController
class SignInPages {

    /** Where people sign in; the page is one of the module people. */
    static final String LOGIN = "/login";

    static final String CONSENT = "/oauth2/consent";
    static final String ACCOUNT = "/account";
    static final String STYLE = "/smart.css";

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
    static void allowFormsTo(HttpServletResponse response, List<String> origins) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
                        + origins.stream().map(origin -> " " + origin).collect(Collectors.joining()));
    }
}

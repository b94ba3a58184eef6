package health.consilium.people;

import health.consilium.people.PeopleSettings.Issuer;
import health.consilium.smart.PageHeaders;
import health.consilium.smart.PageTemplate;
import health.consilium.smart.RedirectTargets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages before somebody has signed in. */
@RestController
class LoginPages {

    static final String LOGIN = "/login";
    static final String LINK = "/login/link";

    /** Session attribute: whom an upstream provider named and nobody here is. */
    static final String UNKNOWN = LoginPages.class.getName() + ".unknown";

    private static final Map<String, String> PROBLEMS =
            Map.of("error", "password_wrong", "weak", "issuer_weak", "issuer", "issuer_failed");

    private static final PageTemplate SCRIPT = PageTemplate.beside(LoginPages.class, "people.js");

    private final RedirectTargets targets;
    private final Issuers issuers;
    private final boolean demo;

    LoginPages(RedirectTargets targets, Issuers issuers, Environment environment) {
        this.targets = targets;
        this.issuers = issuers;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @GetMapping(path = LOGIN, produces = MediaType.TEXT_HTML_VALUE)
    String login(HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        Words words = Words.of(request);
        return login(words, message(words, request), request, response, csrf);
    }

    private String login(
            Words words, String message, HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        PageHeaders.allow(response, targets.ofSavedRequest(request, response));
        return PeoplePage.LOGIN.render(
                words,
                Map.of("csrf", csrf.getToken()),
                Map.of(
                        "message",
                        message,
                        "issuers",
                        issuers(words),
                        "password",
                        demo ? DemoForm.render(words, csrf) : ""));
    }

    private String issuers(Words words) {
        return issuers.all().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> link(words, entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String link(Words words, String name, Issuer issuer) {
        return "<p><a class=\"button quiet\" href=\"" + Issuers.START + "/" + name + "\">"
                + HtmlUtils.htmlEscape(words.get("with_issuer", issuer.name()), "UTF-8") + "</a></p>";
    }

    private static String message(Words words, HttpServletRequest request) {
        if (request.getParameter("signed-out") != null) {
            return PeoplePage.notice("status", words.get("signed_out"));
        }
        Object unknown = request.getSession().getAttribute(UNKNOWN);
        if (request.getParameter("unknown") != null && unknown != null) {
            return PeoplePage.notice("alert", words.get("issuer_unknown", unknown));
        }
        return PROBLEMS.entrySet().stream()
                .filter(problem -> request.getParameter(problem.getKey()) != null)
                .map(problem -> PeoplePage.notice("alert", words.get(problem.getValue())))
                .findFirst()
                .orElse("");
    }

    /** Reached when the provider of this name cannot be; otherwise the browser is on its way there. */
    @GetMapping(path = Issuers.START + "/{name}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> unreachable(
            @PathVariable String name, HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        Words words = Words.of(request);
        boolean known = issuers.all().containsKey(name);
        String message = PeoplePage.notice("alert", words.get(known ? "issuer_unreachable" : "issuer_failed"));
        return ResponseEntity.status(known ? 503 : 404).body(login(words, message, request, response, csrf));
    }

    @GetMapping(path = LINK, produces = MediaType.TEXT_HTML_VALUE)
    String askForLink(HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        Words words = Words.of(request);
        PageHeaders.allow(response, List.of());
        String message = request.getParameter("sent") != null
                ? PeoplePage.notice("status", words.get("link_sent"))
                : request.getParameter("spent") != null ? PeoplePage.notice("alert", words.get("link_spent")) : "";
        return PeoplePage.LINK.render(words, Map.of("csrf", csrf.getToken()), Map.of("message", message));
    }

    /** A page with a button: programs that look into mails follow links, and would use this one up. */
    @GetMapping(path = LoginLinks.OPEN, produces = MediaType.TEXT_HTML_VALUE)
    String openLink(
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf) {
        PageHeaders.allow(response, List.of());
        return PeoplePage.OPEN.render(Words.of(request), Map.of("csrf", csrf.getToken(), "token", token), Map.of());
    }

    @GetMapping(path = "/login/people.js")
    ResponseEntity<String> script() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/javascript;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(SCRIPT.render(name -> "", name -> ""));
    }

    /** The form that no other profile shows, nor accepts. */
    private static final class DemoForm {

        private static final PageTemplate FORM = PageTemplate.beside(LoginPages.class, "demo.html");

        static String render(Words words, CsrfToken csrf) {
            return FORM.render(name -> name.equals("csrf") ? csrf.getToken() : words.get(name), name -> "");
        }
    }
}

package health.consilium.smart;

import health.consilium.smart.rules.NarrowerScopes;
import health.consilium.smart.rules.ScopeWords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The page on which a person sees which apps have access, and takes it back.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html">SMART, management_endpoint</a>
 */
@RestController
class AppsPage {

    static final String PATH = "/account/apps";

    private final AppGrants grants;

    AppsPage(AppGrants grants) {
        this.grants = grants;
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> apps(
            Authentication person, HttpServletRequest request, HttpServletResponse response, CsrfToken csrf) {
        SignInPages.allowFormsTo(response, List.of());
        PageTexts texts = PageTexts.of(request);
        if (!isSure(person)) {
            return refused(texts);
        }
        List<AppGrants.Grant> apps = grants.of(person.getName());
        String message = request.getParameter("revoked") == null
                ? ""
                : "<p role=\"status\">" + escaped(texts.get("apps.revoked")) + "</p>\n";
        return ResponseEntity.ok(page(
                texts,
                message,
                texts.get(apps.isEmpty() ? "apps.none" : "apps.intro"),
                apps.stream().map(app -> app(app, texts, csrf)).collect(Collectors.joining())));
    }

    @PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> revoke(
            @RequestParam("client_id") String clientId,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!isSure(person)) {
            SignInPages.allowFormsTo(response, List.of());
            return refused(PageTexts.of(request));
        }
        grants.revoke(person.getName(), clientId);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(PATH + "?revoked"))
                .build();
    }

    /** Whoever reads the person's mails can come by a link; to end an app's access is to change something. */
    private static boolean isSure(Authentication person) {
        return SignIn.of(person).filter(signIn -> !signIn.assurance().isLow()).isPresent();
    }

    private static ResponseEntity<String> refused(PageTexts texts) {
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .body(page(
                        texts,
                        "",
                        texts.get("apps.link"),
                        "<p><a href=\"/passkeys\">" + escaped(texts.get("apps.passkeys")) + "</a></p>\n"));
    }

    private static String page(PageTexts texts, String message, String intro, String apps) {
        return Page.APPS.render(
                Map.of(
                        "lang", texts.locale().toLanguageTag(),
                        "dir", texts.direction(),
                        "title", texts.get("apps.title"),
                        "intro", intro,
                        "account", texts.get("apps.account")),
                Map.of("message", message, "apps", apps));
    }

    private static String app(AppGrants.Grant app, PageTexts texts, CsrfToken csrf) {
        ScopeWords words = new ScopeWords(texts);
        String since = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(texts.locale())
                .format(app.since().atZone(ZoneOffset.UTC));
        return Page.APP.render(
                Map.of(
                        "name", app.name(),
                        "client", app.clientId(),
                        "since", texts.get("apps.since", since),
                        "lasting", texts.get(app.lasting() ? "apps.offline" : "apps.session"),
                        "revoke", texts.get("apps.revoke"),
                        "csrf", csrf.getToken()),
                Map.of(
                        "scopes",
                        app.scopes().stream()
                                .filter(scope -> !scope.equals("openid") && !NarrowerScopes.isPart(scope, app.scopes()))
                                .map(scope -> "<li>" + escaped(words.of(scope)) + "</li>\n")
                                .collect(Collectors.joining())));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}

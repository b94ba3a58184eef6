package health.consilium.smart;

import health.consilium.smart.rules.NarrowerScopes;
import health.consilium.smart.rules.ScopeWords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The page on which a person lets an app in: for which patient, and for how much of what it asks. Whatever it asks for is
 * ticked, the parts of it are not. It works without scripts.
 */
@RestController
class ConsentPage {

    private final ClientStore clients;
    private final RedirectTargets targets;
    private final AppConsent consent;

    ConsentPage(ClientStore clients, RedirectTargets targets, AppConsent consent) {
        this.clients = clients;
        this.targets = targets;
        this.consent = consent;
    }

    @GetMapping(path = SignInPages.CONSENT, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> consent(
            @RequestParam("client_id") String clientId,
            @RequestParam String scope,
            @RequestParam String state,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        RegisteredClient client = clients.findByClientId(clientId);
        if (client == null) {
            return ResponseEntity.notFound().build();
        }
        SignInPages.allowFormsTo(response, targets.of(client));
        PageTexts texts = PageTexts.of(request);
        List<String> scopes =
                Arrays.stream(scope.split(" ")).filter(one -> !one.isEmpty()).toList();
        boolean asks = client.getClientSettings().isRequireAuthorizationConsent();
        Map<String, String> values = new HashMap<>(Map.of(
                "client", clientId,
                "state", state,
                "lang", texts.locale().toLanguageTag(),
                "dir", texts.direction(),
                "title", texts.get("consent.title"),
                "question", texts.get("consent.question", client.getClientName()),
                "signedIn", texts.get("consent.signedIn", consent.displayName(person.getName())),
                "allow", texts.get("consent.allow"),
                "deny", texts.get("consent.deny")));
        values.put("takeBack", texts.get("consent.takeBack"));
        values.put(
                "back",
                texts.get("consent.back", String.join(", ", targets.of(client)).replace(":*", "")));
        return ResponseEntity.ok(Page.CONSENT.render(
                values,
                Map.of(
                        "patients", PatientContext.isWanted(scopes) ? patients(person.getName(), texts) : "",
                        "scopes", asks ? choices(scopes, texts) : granted(scopes))));
    }

    private String patients(String username, PageTexts texts) {
        List<Proxies.Represented> patients = consent.patients(username);
        if (patients.size() < 2) {
            return "";
        }
        return patients.stream()
                .map(patient -> "<label class=\"choice\"><input type=\"radio\" required name=\"" + AppConsent.PATIENT
                        + "\" value=\"" + escaped(patient.id()) + "\"> " + escaped(patient.name()) + "</label>\n")
                .collect(Collectors.joining(
                        "",
                        "<fieldset>\n<legend>" + escaped(texts.get("consent.patient")) + "</legend>\n",
                        "</fieldset>\n"));
    }

    /** {@code openid} is granted with any other and needs no box. */
    private static String choices(List<String> scopes, PageTexts texts) {
        ScopeWords words = new ScopeWords(texts);
        return scopes.stream()
                .filter(scope -> !scope.equals("openid") && !NarrowerScopes.isPart(scope, scopes))
                .sorted()
                .map(scope -> box(scope, words, true) + parts(scope, scopes, words, texts))
                .collect(Collectors.joining(
                        "",
                        "<fieldset>\n<legend>" + escaped(texts.get("consent.untick")) + "</legend>\n",
                        "</fieldset>\n"));
    }

    private static String parts(String whole, List<String> scopes, ScopeWords words, PageTexts texts) {
        List<String> parts =
                NarrowerScopes.of(whole).stream().filter(scopes::contains).toList();
        return parts.isEmpty()
                ? ""
                : parts.stream()
                        .map(part -> box(part, words, false) + parts(part, scopes, words, texts))
                        .collect(Collectors.joining(
                                "",
                                "<details class=\"parts\"><summary>" + escaped(texts.get("consent.parts"))
                                        + "</summary>\n",
                                "</details>\n"));
    }

    private static String box(String scope, ScopeWords words, boolean ticked) {
        return "<label class=\"choice\"><input type=\"checkbox\" name=\"scope\" value=\"" + escaped(scope) + "\""
                + (ticked ? " checked" : "") + "> " + escaped(words.of(scope)) + "</label>\n";
    }

    /** An app of ours asks whom it is about, not what it may do. */
    private static String granted(List<String> scopes) {
        return scopes.stream()
                .map(scope -> "<input type=\"hidden\" name=\"scope\" value=\"" + escaped(scope) + "\">\n")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}

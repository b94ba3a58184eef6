package health.consilium.people;

import health.consilium.people.Passkeys.Passkey;
import health.consilium.smart.Assurance;
import health.consilium.smart.PageHeaders;
import health.consilium.smart.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
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

/** Where a person enrols a passkey and looks after those there are. */
@RestController
class PasskeyPages {

    static final String PASSKEYS = "/passkeys";

    private static final Map<String, String> NOTICES = Map.of(
            "added", "passkey_added", "removed", "passkey_removed", "last", "passkey_last", "wrong", "code_wrong");

    private final Passkeys passkeys;
    private final Invites invites;

    PasskeyPages(Passkeys passkeys, Invites invites) {
        this.passkeys = passkeys;
        this.invites = invites;
    }

    @GetMapping(path = PASSKEYS, produces = MediaType.TEXT_HTML_VALUE)
    String show(HttpServletRequest request, HttpServletResponse response, Authentication person, CsrfToken csrf) {
        PageHeaders.allow(response, List.of());
        Words words = Words.of(request);
        List<Passkey> own = passkeys.of(person.getName());
        boolean open = Enrolment.isOpenTo(person, request);
        boolean byLink = is(person, Assurance.LINK);
        return PeoplePage.PASSKEYS.render(
                words,
                Map.of("csrf", csrf.getToken(), "person", person.getName()),
                Map.of(
                        "message", message(words, request),
                        "list", own.isEmpty() ? none(words) : list(words, own, csrf, mayRemove(person)),
                        "add", open ? part("add", words, csrf) : "",
                        "code", byLink && !open ? part("code", words, csrf) : "",
                        "use", byLink && !own.isEmpty() ? part("use", words, csrf) : ""));
    }

    private static String message(Words words, HttpServletRequest request) {
        return NOTICES.entrySet().stream()
                .filter(notice -> request.getParameter(notice.getKey()) != null)
                .map(notice -> PeoplePage.notice(
                        notice.getKey().equals("wrong") || notice.getKey().equals("last") ? "alert" : "status",
                        words.get(notice.getValue())))
                .findFirst()
                .orElse("");
    }

    private static String none(Words words) {
        return PeoplePage.notice("note", words.get("passkeys_none"));
    }

    private static String part(String name, Words words, CsrfToken csrf) {
        return health.consilium.smart.PageTemplate.beside(PasskeyPages.class, "passkeys-" + name + ".html")
                .render(key -> key.equals("csrf") ? csrf.getToken() : words.get(key), key -> "");
    }

    private static String list(Words words, List<Passkey> own, CsrfToken csrf, boolean removable) {
        return own.stream()
                .map(passkey -> PeoplePage.PASSKEY.part(
                        words,
                        Map.of(
                                "label", passkey.label(),
                                "when", words.get("passkey_when", date(words, passkey.created())),
                                "id", passkey.id(),
                                "csrf", csrf.getToken(),
                                "hidden", removable ? "" : "hidden"),
                        Map.of()))
                .collect(Collectors.joining("", "<ul class=\"passkeys\">", "</ul>"));
    }

    private static String date(Words words, Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(words.locale())
                .format(instant.atZone(ZoneOffset.UTC));
    }

    /** The code that came by another way than the link; then a passkey can be added. */
    @PostMapping(PASSKEYS + "/code")
    ResponseEntity<Void> code(
            @RequestParam(defaultValue = "") String code, HttpServletRequest request, Authentication person) {
        if (is(person, Assurance.LINK) && invites.redeem(person.getName(), code)) {
            Enrolment.open(request, person.getName());
            return seeOther("?invited");
        }
        return seeOther("?wrong");
    }

    @PostMapping(PASSKEYS + "/remove")
    ResponseEntity<Void> remove(@RequestParam String id, Authentication person) {
        if (!mayRemove(person)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        return switch (passkeys.remove(person.getName(), id)) {
            case REMOVED -> seeOther("?removed");
            case LAST -> seeOther("?last");
            case UNKNOWN -> ResponseEntity.notFound().build();
        };
    }

    /** A link that somebody else may have read does not take passkeys away. */
    private static boolean mayRemove(Authentication person) {
        return is(person, Assurance.PASSKEY) || is(person, Assurance.PASSWORD);
    }

    private static boolean is(Authentication person, Assurance assurance) {
        return SignIn.of(person)
                .filter(signIn -> signIn.assurance() == assurance)
                .isPresent();
    }

    private static ResponseEntity<Void> seeOther(String query) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", PASSKEYS + query)
                .build();
    }
}

package health.consilium.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.consilium.people.AccountDesk.Invitation;
import health.consilium.people.Contacts.Contact;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.FilterChains;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SmartSession;
import health.consilium.smart.rules.ScopeGrant;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts by REST: the administrator's, and the invitation of a patient by a coordinator. See docs/people.md. */
@RestController
@RequestMapping(AccountsApi.PATH)
class AccountsApi {

    static final String PATH = "/admin/accounts";

    private static final int PAGE = 200;

    /** A token that was made for an app of little power does not become a coordinator's by its person. */
    private static final String COORDINATE = "user/*.cu";

    /** An account as the administrator sees it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String username,
            String displayName,
            String role,
            String fhirUser,
            String organization,
            boolean enabled,
            String email,
            String language,
            int passkeys,
            List<Subject> subjects) {}

    /** @param next user name after which the next page begins; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Shown> accounts, String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Invited(String username, String code, Instant expires, boolean mailed, String link) {}

    record PatientInvitation(String patient, String displayName, String email, String language) {}

    private final Accounts accounts;
    private final AccountDesk desk;
    private final Contacts contacts;
    private final Subjects subjects;
    private final Passkeys passkeys;
    private final ObjectProvider<Directory> directory;

    AccountsApi(
            Accounts accounts,
            AccountDesk desk,
            Contacts contacts,
            Subjects subjects,
            Passkeys passkeys,
            ObjectProvider<Directory> directory) {
        this.accounts = accounts;
        this.desk = desk;
        this.contacts = contacts;
        this.subjects = subjects;
        this.passkeys = passkeys;
        this.directory = directory;
    }

    @GetMapping
    Page list(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "50") int count) {
        require(PartyRole.ADMIN);
        int size = Math.max(1, Math.min(count, PAGE));
        List<Account> found = accounts.list(after, size + 1);
        List<Shown> shown = found.stream().limit(size).map(this::shown).toList();
        return new Page(shown, found.size() > size ? shown.get(size - 1).username() : null);
    }

    @GetMapping("/{username}")
    Shown show(@PathVariable String username) {
        require(PartyRole.ADMIN);
        return shown(desk.find(username));
    }

    @PutMapping("/{username}")
    ResponseEntity<Shown> put(@PathVariable String username, @RequestBody AccountRequest.Body body) {
        AuthenticatedParty admin = require(PartyRole.ADMIN);
        AccountRequest request = AccountRequest.of(username, body);
        requireRecords(request.account());
        boolean isNew = desk.save(request, admin.subject());
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(shown(request.account()));
    }

    @PostMapping("/{username}/disable")
    Shown disable(@PathVariable String username) {
        desk.enable(username, false, require(PartyRole.ADMIN).subject());
        return shown(desk.find(username));
    }

    @PostMapping("/{username}/enable")
    Shown enable(@PathVariable String username) {
        desk.enable(username, true, require(PartyRole.ADMIN).subject());
        return shown(desk.find(username));
    }

    @PostMapping("/{username}/invitation")
    Invited invite(@PathVariable String username) {
        return invited(
                username, desk.invite(username, true, require(PartyRole.ADMIN).subject()));
    }

    /** The patient of a case gets an account, if there is none yet, and a code from the coordinator who asks. */
    @PostMapping("/patients")
    ResponseEntity<Invited> invitePatient(@RequestBody PatientInvitation body) {
        AuthenticatedParty by = require(PartyRole.COORDINATOR, PartyRole.ADMIN);
        String patient = String.valueOf(body.patient());
        Optional<Account> known = accounts.ofPatient(patient);
        String username = known.map(Account::username).orElseGet(() -> "p-" + UUID.randomUUID());
        AccountRequest request = AccountRequest.of(
                username,
                new AccountRequest.Body(
                        body.displayName(), "patient", patient, null, true, body.email(), body.language()));
        directory.ifAvailable(records -> {
            if (!records.hasCase(patient)) {
                throw new Refused(422, "patient: there is no case of this patient.");
            }
        });
        if (known.isPresent() && !request.contact().equals(contacts.of(username))) {
            // A coordinator who could change the address could send the link to another one.
            throw new Refused(
                    409, "The patient has an account with another mail address; the administrator changes it.");
        }
        Invitation invitation =
                known.isEmpty() ? desk.open(request, by.subject()) : desk.invite(username, false, by.subject());
        Invited invited = invited(username, invitation);
        return ResponseEntity.created(URI.create(PATH + "/" + username)).body(invited);
    }

    @PutMapping("/{username}/subjects")
    Shown map(@PathVariable String username, @RequestBody Subject subject) {
        AuthenticatedParty admin = require(PartyRole.ADMIN);
        if (Stream.of(subject.issuer(), subject.subject()).anyMatch(text -> text == null || text.isBlank())) {
            throw new Refused(422, "issuer and subject are both needed.");
        }
        desk.map(username, subject, admin.subject());
        return shown(desk.find(username));
    }

    @DeleteMapping("/{username}/subjects")
    Shown unmap(@PathVariable String username, @RequestParam String issuer, @RequestParam String subject) {
        desk.unmap(
                username, new Subject(issuer, subject), require(PartyRole.ADMIN).subject());
        return shown(desk.find(username));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        return ResponseEntity.status(refused.status())
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(refused.status()), refused.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        return refused(new Refused(400, "The body is not the JSON that is expected here."));
    }

    private Shown shown(Account account) {
        Optional<Contact> contact = contacts.of(account.username());
        return new Shown(
                account.username(),
                account.displayName(),
                account.role().name().toLowerCase(Locale.ROOT),
                account.fhirUser(),
                account.organization().orElse(null),
                account.enabled(),
                contact.map(Contact::email).orElse(null),
                contact.map(Contact::language).orElse(null),
                passkeys.of(account.username()).size(),
                subjects.of(account.username()));
    }

    private static Invited invited(String username, Invitation invitation) {
        return new Invited(
                username,
                invitation.invite().code(),
                invitation.invite().expiresAt(),
                invitation.mailed(),
                invitation.link().orElse(null));
    }

    private void requireRecords(Account account) {
        directory.ifAvailable(records -> Stream.concat(Stream.of(account.fhirUser()), account.organization().stream())
                .filter(reference -> !records.exists(reference))
                .findFirst()
                .ifPresent(reference -> {
                    throw new Refused(422, reference + " does not exist; create it first.");
                }));
    }

    private static AuthenticatedParty require(PartyRole... anyOf) {
        AuthenticatedParty party = SmartSession.current().orElseThrow(() -> new Refused(401, "Send a bearer token."));
        boolean entitled = party.role() == PartyRole.ADMIN
                ? party.scopes().contains(ScopeGrant.ADMINISTER)
                : ScopeGrant.covers(party.scopes(), COORDINATE);
        if (!Set.of(anyOf).contains(party.role())
                || !entitled
                || party.assurance().isLow()) {
            throw new Refused(403, "This is not for your role, or not for this token.");
        }
        return party;
    }

    @Configuration(proxyBeanMethods = false)
    static class Security {

        @Bean
        @Order(FilterChains.PEOPLE + 1)
        SecurityFilterChain accountsChain(HttpSecurity http, OpaqueTokenIntrospector introspector) throws Exception {
            return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(PATH + "/**"))
                    // Each request asks more closely; nobody else learns what a request about accounts lacks.
                    .authorizeHttpRequests(requests ->
                            requests.anyRequest().hasAnyRole(PartyRole.ADMIN.name(), PartyRole.COORDINATOR.name()))
                    .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(introspector)))
                    .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .headers(health.consilium.smart.PageHeaders.forData())
                    .csrf(AbstractHttpConfigurer::disable)
                    .requestCache(AbstractHttpConfigurer::disable)
                    .build();
        }
    }
}

package health.consilium.people;

import static health.consilium.people.AccountsSecurity.require;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.consilium.people.AccountDesk.Invitation;
import health.consilium.people.AccountView.Shown;
import health.consilium.people.Subjects.Subject;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.DeniedRequests;
import health.consilium.smart.PartyRole;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
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

    /** @param next user name after which the next page begins; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Shown> accounts, String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Invited(String username, String code, Instant expires, boolean mailed, String link) {}

    private final Accounts accounts;
    private final AccountDesk desk;
    private final AccountView view;
    private final PatientInvitations patients;
    private final ObjectProvider<Directory> directory;
    private final DeniedRequests denied;

    AccountsApi(
            Accounts accounts,
            AccountDesk desk,
            AccountView view,
            PatientInvitations patients,
            ObjectProvider<Directory> directory,
            DeniedRequests denied) {
        this.accounts = accounts;
        this.desk = desk;
        this.view = view;
        this.patients = patients;
        this.directory = directory;
        this.denied = denied;
    }

    @GetMapping
    Page list(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "50") int count) {
        require(PartyRole.ADMIN);
        int size = Math.max(1, Math.min(count, PAGE));
        List<Account> found = accounts.list(after, size + 1);
        List<Shown> shown = found.stream().limit(size).map(view::of).toList();
        return new Page(shown, found.size() > size ? shown.get(size - 1).username() : null);
    }

    @GetMapping("/{username}")
    Shown show(@PathVariable String username) {
        require(PartyRole.ADMIN);
        return view.of(desk.find(username));
    }

    @PutMapping("/{username}")
    ResponseEntity<Shown> put(@PathVariable String username, @RequestBody AccountRequest.Body body) {
        AuthenticatedParty admin = require(PartyRole.ADMIN);
        AccountRequest request = AccountRequest.of(username, body);
        requireRecords(request.account());
        boolean isNew = desk.save(request, admin.subject());
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(view.of(desk.find(username)));
    }

    @PostMapping("/{username}/disable")
    Shown disable(@PathVariable String username) {
        desk.enable(username, false, require(PartyRole.ADMIN).subject());
        return view.of(desk.find(username));
    }

    @PostMapping("/{username}/enable")
    Shown enable(@PathVariable String username) {
        desk.enable(username, true, require(PartyRole.ADMIN).subject());
        return view.of(desk.find(username));
    }

    @PostMapping("/{username}/invitation")
    Invited invite(@PathVariable String username) {
        return invited(
                username, desk.invite(username, true, require(PartyRole.ADMIN).subject()));
    }

    /** The patient of a case gets an account, if there is none yet, and a code from the coordinator who asks. */
    @PostMapping("/patients")
    ResponseEntity<Invited> invitePatient(@RequestBody PatientInvitations.Wish wish) {
        AuthenticatedParty by = require(PartyRole.COORDINATOR, PartyRole.ADMIN);
        PatientInvitations.Invited patient = patients.invite(wish, by.subject(), by.role() == PartyRole.ADMIN);
        Invited invited = invited(patient.username(), patient.invitation());
        return ResponseEntity.created(URI.create(PATH + "/" + patient.username()))
                .body(invited);
    }

    @PutMapping("/{username}/subjects")
    Shown map(@PathVariable String username, @RequestBody Subject subject) {
        AuthenticatedParty admin = require(PartyRole.ADMIN);
        desk.map(username, checked(subject), admin.subject());
        return view.of(desk.find(username));
    }

    @DeleteMapping("/{username}/subjects")
    Shown unmap(@PathVariable String username, @RequestParam String issuer, @RequestParam String subject) {
        AuthenticatedParty admin = require(PartyRole.ADMIN);
        desk.unmap(username, checked(new Subject(issuer, subject)), admin.subject());
        return view.of(desk.find(username));
    }

    private static Subject checked(Subject subject) {
        if (!Stream.of(subject.issuer(), subject.subject()).allMatch(AccountRequest::isText)) {
            throw new Refused(422, "issuer and subject are both needed, without control characters.");
        }
        return subject;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        if (refused.status() == HttpStatus.FORBIDDEN.value()) {
            denied.tell();
        }
        return ResponseEntity.status(refused.status())
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(refused.status()), refused.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        return refused(new Refused(400, "The body is not the JSON that is expected here."));
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
}

package health.consilium.smart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For whom people act, managed by an administrator; see {@code server/docs/smart.md}. */
@RestController
@RequestMapping(ProxiesApi.PATH)
class ProxiesApi {

    static final String PATH = "/admin/proxies";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final int LONGEST_NAME = 100;

    private final Proxies proxies;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    ProxiesApi(
            Proxies proxies,
            Accounts accounts,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.proxies = proxies;
        this.accounts = accounts;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** @param name as the person who acts knows the patient */
    record Name(@JsonProperty("name") String name) {}

    @GetMapping("/{username}")
    Map<String, List<Proxies.Represented>> list(@PathVariable String username) {
        require(username);
        return Map.of("patients", proxies.represented(username));
    }

    @PutMapping("/{username}/{patient}")
    ResponseEntity<Map<String, String>> allow(
            @PathVariable String username, @PathVariable String patient, @RequestBody Name name) {
        Account account = require(username);
        if (account.role() != PartyRole.PATIENT) {
            return refused("The account is not that of a patient or a patient's relative");
        }
        if (!ID.matcher(patient).matches()) {
            return refused("The patient is not a FHIR id");
        }
        String text = name.name();
        if (text == null
                || text.isBlank()
                || text.length() > LONGEST_NAME
                || text.chars().anyMatch(Character::isISOControl)) {
            return refused("name must have 1 to 100 characters; it is shown to the person who acts");
        }
        transactions.executeWithoutResult(status -> {
            proxies.allow(username, new Proxies.Represented(patient, text.strip()));
            publish(username, patient, true);
        });
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/{username}/{patient}")
    ResponseEntity<Void> end(@PathVariable String username, @PathVariable String patient) {
        require(username);
        boolean ended = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean was = proxies.end(username, patient);
            if (was) {
                publish(username, patient, false);
            }
            return was;
        }));
        return ended
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    private void publish(String username, String patient, boolean allowed) {
        String by = SmartSession.current().map(AuthenticatedParty::subject).orElse("server");
        events.publishEvent(new ProxyChanged(username, patient, allowed, by));
    }

    private Account require(String username) {
        return accounts.find(username)
                .orElseThrow(() -> new ClientMetadata.InvalidException("not_found", "There is no such account"));
    }

    private static ResponseEntity<Map<String, String>> refused(String why) {
        return ResponseEntity.badRequest().body(Map.of("error", "invalid_request", "error_description", why));
    }

    @org.springframework.web.bind.annotation.ExceptionHandler
    ResponseEntity<Map<String, String>> unknown(ClientMetadata.InvalidException e) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(Map.of("error", e.code(), "error_description", e.getMessage()));
    }
}

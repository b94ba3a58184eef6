package health.consilium.people;

import health.consilium.smart.Accounts;
import health.consilium.smart.Proxies;
import health.consilium.smart.TokenRevocation;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Removes all that was kept of a patient who signed in: account, mail address, passkeys, sessions and tokens. */
@Component
public class ErasedPeople {

    private static final List<String> TABLES =
            List.of("person_contact", "person_link", "person_invite", "person_subject");

    private final Accounts accounts;
    private final Proxies proxies;
    private final TokenRevocation tokens;
    private final SignedInPeople sessions;
    private final Passkeys passkeys;
    private final JdbcTemplate jdbc;

    ErasedPeople(
            Accounts accounts,
            Proxies proxies,
            TokenRevocation tokens,
            SignedInPeople sessions,
            Passkeys passkeys,
            JdbcTemplate jdbc) {
        this.accounts = accounts;
        this.proxies = proxies;
        this.tokens = tokens;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.jdbc = jdbc;
    }

    /**
     * Forgets the patient, in the transaction under way; who acted for the patient acts for the others still.
     *
     * @param reference such as {@code Patient/1}
     * @return how many accounts that were
     */
    public int forget(String reference) {
        proxies.endAll(reference.substring(reference.indexOf('/') + 1));
        List<String> usernames = accounts.allOfPatient(reference);
        usernames.forEach(this::forgetAccount);
        return usernames.size();
    }

    private void forgetAccount(String username) {
        tokens.revokeAccount(username);
        sessions.end(username);
        passkeys.forget(username);
        TABLES.forEach(table -> jdbc.update("delete from " + table + " where username = ?", username));
        accounts.erase(username);
    }
}

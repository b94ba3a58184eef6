package health.consilium.smart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * For whom a person acts: a daughter for her father, a guardian for a child. Each token is about one patient, which the
 * person chooses when an app is allowed in.
 */
@Component
public class Proxies {

    /**
     * A patient for whom somebody may act.
     *
     * @param id logical id of the Patient
     * @param name as the person who acts knows the patient, such as “Father”: shown when a patient is chosen
     */
    public record Represented(String id, String name) {}

    private final JdbcTemplate jdbc;
    private final TokenRevocation revocation;
    private final TransactionTemplate transactions;

    Proxies(JdbcTemplate jdbc, TokenRevocation revocation, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.revocation = revocation;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Lets the person act for the patient, or changes how the patient is called. */
    public void allow(String username, Represented patient) {
        jdbc.update(
                """
                insert into smart_account_patient (username, patient, display_name) values (?, ?, ?)
                on conflict (username, patient) do update set display_name = excluded.display_name
                """,
                username,
                patient.id(),
                patient.name());
    }

    /** Ends it, and with it every token of the person; the person signs in anew for the others. False: it was not so. */
    public boolean end(String username, String patientId) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean ended = jdbc.update(
                            "delete from smart_account_patient where username = ? and patient = ?", username, patientId)
                    == 1;
            if (ended) {
                revocation.revokeAccount(username);
            }
            return ended;
        }));
    }

    /** Ends it for everybody who acts for this patient. */
    public void endAll(String patientId) {
        actingFor(patientId).forEach(username -> end(username, patientId));
    }

    /** The accounts of those who act for this patient. */
    public List<String> actingFor(String patientId) {
        return jdbc.queryForList(
                "select username from smart_account_patient where patient = ?", String.class, patientId);
    }

    /** The person as a patient first, if it is one; then those for whom it acts. */
    List<Represented> of(Account account) {
        List<Represented> all = new ArrayList<>();
        PatientContext.of(account).ifPresent(id -> all.add(new Represented(id, account.displayName())));
        if (account.role() == PartyRole.PATIENT) {
            represented(account.username()).stream()
                    .filter(patient -> all.stream().noneMatch(own -> own.id().equals(patient.id())))
                    .forEach(all::add);
        }
        return all;
    }

    List<Represented> represented(String username) {
        return jdbc.query(
                "select patient, display_name from smart_account_patient where username = ? order by display_name",
                (row, index) -> new Represented(row.getString("patient"), row.getString("display_name")),
                username);
    }

    /** Remembers the choice for the tokens of this authorization. */
    void choose(String authorizationId, String patientId) {
        jdbc.update(
                """
                insert into smart_launch_patient (authorization_id, patient) values (?, ?)
                on conflict (authorization_id) do update set patient = excluded.patient
                """,
                authorizationId,
                patientId);
    }

    Optional<String> chosen(String authorizationId) {
        return jdbc
                .queryForList(
                        "select patient from smart_launch_patient where authorization_id = ?",
                        String.class,
                        authorizationId)
                .stream()
                .findFirst();
    }
}

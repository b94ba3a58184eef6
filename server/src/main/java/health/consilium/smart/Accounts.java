package health.consilium.smart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The people who can sign in. */
@Component
public class Accounts {

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    private final JdbcTemplate jdbc;
    private final PasswordEncoder encoder;
    private final boolean demo;

    Accounts(JdbcTemplate jdbc, PasswordEncoder encoder, Environment environment) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /** Adds the account or brings it up to date. It has no password: the person signs in by other means. */
    public void register(Account account) {
        requireUsername(account.username());
        jdbc.update(
                """
                insert into smart_account (username, role, fhir_user, organization, display_name, enabled)
                values (?, ?, ?, ?, ?, ?)
                on conflict (username) do update set role = excluded.role, fhir_user = excluded.fhir_user,
                    organization = excluded.organization, display_name = excluded.display_name,
                    enabled = excluded.enabled
                """,
                account.username(),
                account.role().name(),
                account.fhirUser(),
                account.organization().orElse(null),
                account.displayName(),
                account.enabled());
    }

    /**
     * As {@link #register(Account)}, with a password.
     *
     * @throws IllegalStateException outside the demo profile, in which alone passwords exist
     */
    public void registerWithPassword(Account account, String password) {
        if (!demo) {
            throw new IllegalStateException("Passwords exist in the demo profile only");
        }
        register(account);
        String stored = passwordHash(account.username()).orElse("");
        if (stored.isEmpty() || !encoder.matches(password, stored)) {
            jdbc.update(
                    "update smart_account set password_hash = ? where username = ?",
                    encoder.encode(password),
                    account.username());
        }
    }

    /** Empty for a name that no account has, whatever its form. */
    public Optional<Account> find(String username) {
        if (!USERNAME.matcher(username).matches()) {
            return Optional.empty();
        }
        return jdbc.query("select * from smart_account where username = ?", Accounts::account, username).stream()
                .findFirst();
    }

    /** By user name, from the one after {@code after}. */
    public List<Account> list(String after, int limit) {
        return jdbc.query(
                "select * from smart_account where username > ? order by username limit ?",
                Accounts::account,
                after.replace("\0", ""),
                limit);
    }

    /** The account with which a patient signs in. */
    public Optional<Account> ofPatient(String reference) {
        return jdbc
                .query(
                        "select * from smart_account where fhir_user = ? and role = 'PATIENT' order by username limit"
                                + " 1",
                        Accounts::account,
                        reference.replace("\0", ""))
                .stream()
                .findFirst();
    }

    /** User names of all accounts with which this patient signs in. */
    public List<String> allOfPatient(String reference) {
        return jdbc.queryForList(
                "select username from smart_account where fhir_user = ? and role = 'PATIENT'", String.class, reference);
    }

    /** Removes an account for good, and with it for whom it acts and what it let apps do. */
    public void erase(String username) {
        jdbc.update("delete from oauth2_authorization_consent where principal_name = ?", username);
        jdbc.update("delete from smart_account where username = ?", username);
    }

    /** Those that can sign in now in this role, by user name. */
    public List<Account> enabled(PartyRole role) {
        return jdbc.query(
                "select * from smart_account where role = ? and enabled order by username",
                Accounts::account,
                role.name());
    }

    /** Those that can sign in now and act for this patient, by user name; the patient's own is none of them. */
    public List<Account> actingFor(String patientId) {
        return jdbc.query(
                """
                select a.* from smart_account a join smart_account_patient p on p.username = a.username
                where p.patient = ? and a.role = 'PATIENT' and a.enabled and a.fhir_user <> 'Patient/' || p.patient
                order by a.username
                """,
                Accounts::account,
                patientId);
    }

    Optional<String> passwordHash(String username) {
        return jdbc
                .queryForList("select password_hash from smart_account where username = ?", String.class, username)
                .stream()
                .flatMap(hash -> Optional.ofNullable(hash).stream())
                .findFirst();
    }

    /** Switches off those that have a password, as only the demo's do, and forgets it. Tells which they were. */
    public List<String> endPasswords() {
        return jdbc
                .queryForList(
                        """
                update smart_account set enabled = false, password_hash = null where password_hash is not null
                returning username
                """,
                        String.class)
                .stream()
                .sorted()
                .toList();
    }

    private static void requireUsername(String username) {
        if (!USERNAME.matcher(username).matches()) {
            throw new IllegalArgumentException("Not a user name: letters, digits and . _ @ - only");
        }
    }

    private static Account account(ResultSet row, int index) throws SQLException {
        return new Account(
                row.getString("username"),
                row.getString("display_name"),
                PartyRole.valueOf(row.getString("role")),
                row.getString("fhir_user"),
                Optional.ofNullable(row.getString("organization")),
                row.getBoolean("enabled"));
    }
}

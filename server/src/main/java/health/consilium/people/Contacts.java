package health.consilium.people;

import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Where people get mail, and in which language. */
@Component
class Contacts {

    /** @param language BCP 47 */
    record Contact(String username, String email, String language) {}

    private final JdbcTemplate jdbc;

    Contacts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param contact none takes the one that there was away
     * @return false when another account has this address
     */
    boolean replace(String username, Optional<Contact> contact) {
        if (contact.isPresent()) {
            return save(contact.get());
        }
        jdbc.update("delete from person_contact where username = ?", username);
        return true;
    }

    /** @return false when another account has this address */
    boolean save(Contact contact) {
        try {
            jdbc.update(
                    """
                    insert into person_contact (username, email, language) values (?, ?, ?)
                    on conflict (username) do update set email = excluded.email, language = excluded.language
                    """,
                    contact.username(),
                    contact.email(),
                    contact.language());
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    Optional<Contact> of(String username) {
        return find("username = ?", username);
    }

    /** By user name or address, however written. */
    Optional<Contact> known(String nameOrAddress) {
        String wanted = nameOrAddress.strip();
        return find(
                wanted.contains("@") ? "lower(email) = ?" : "username = ?",
                wanted.contains("@") ? wanted.toLowerCase(Locale.ROOT) : wanted);
    }

    private Optional<Contact> find(String condition, String value) {
        if (value.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        "select username, email, language from person_contact where " + condition,
                        (row, index) -> new Contact(
                                row.getString("username"), row.getString("email"), row.getString("language")),
                        value)
                .stream()
                .findFirst();
    }
}

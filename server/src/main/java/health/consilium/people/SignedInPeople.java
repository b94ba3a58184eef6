package health.consilium.people;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The sessions of people who are signed in now. */
@Component
class SignedInPeople {

    private final JdbcTemplate jdbc;

    SignedInPeople(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Signs the person out, on every device and every server; where a transaction is under way, with it. */
    void end(String username) {
        // Not by the session repository: its own transaction would commit the one under way, which is on the same
        // connection.
        jdbc.update("delete from spring_session where principal_name = ?", username);
    }
}

package health.consilium.smart;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Client assertions seen so far, in the database, so that a replay is refused by every server. */
@Component
class UsedAssertions {

    private final JdbcTemplate jdbc;

    UsedAssertions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * False when the client has used this {@code jti} before. The digest keeps odd characters out of the database. What is over is
     * kept five minutes more, by the database's clock: another server's may be behind, and it would take the assertion still.
     */
    boolean use(String clientId, String jti, Instant expiresAt) {
        jdbc.update("delete from smart_used_assertion where expires_at < current_timestamp - interval '5 minutes'");
        return jdbc.update(
                        "insert into smart_used_assertion (client_id, jti_hash, expires_at) values (?, ?, ?)"
                                + " on conflict do nothing",
                        clientId,
                        TokenHash.of(jti),
                        Timestamp.from(expiresAt))
                == 1;
    }
}

package health.consilium.smart;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Remembers codes and refresh tokens that were used, for as long as their family lives. */
@Component
class SpentTokens {

    private final JdbcTemplate jdbc;

    SpentTokens(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Holds the family until the end of the transaction; false when it is gone. */
    boolean lock(String authorizationId) {
        return !jdbc.queryForList("select id from oauth2_authorization where id = ? for update", authorizationId)
                .isEmpty();
    }

    void add(String tokenHash, String authorizationId) {
        jdbc.update(
                "insert into smart_spent_token (token_hash, authorization_id, spent_at) values (?, ?, ?)",
                tokenHash,
                authorizationId,
                Timestamp.from(Instant.now()));
    }

    /** The authorization that a spent token belonged to. */
    Optional<String> familyOf(String tokenHash) {
        return jdbc
                .queryForList(
                        "select authorization_id from smart_spent_token where token_hash = ?", String.class, tokenHash)
                .stream()
                .findFirst();
    }
}

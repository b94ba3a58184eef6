package health.consilium.smart;

import health.consilium.smart.SignInEvents.TokenRevoked;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Remembers codes and refresh tokens that were used, for as long as their family lives. */
@Component
class SpentTokens {

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;

    SpentTokens(JdbcTemplate jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
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

    private record Family(String id, String subject, String client) {}

    /** Tells that the token came again, if it did; and which authorization it belonged to, to be ended. */
    Optional<String> reused(String tokenHash) {
        Optional<Family> family = jdbc
                .query(
                        """
                        select a.id, a.principal_name, c.client_id from smart_spent_token s
                        join oauth2_authorization a on a.id = s.authorization_id
                        join oauth2_registered_client c on c.id = a.registered_client_id where s.token_hash = ?
                        """,
                        (row, index) -> new Family(row.getString(1), row.getString(2), row.getString(3)),
                        tokenHash)
                .stream()
                .findFirst();
        family.ifPresent(ended ->
                events.publishEvent(new TokenRevoked(ended.subject(), ended.client(), RequestAddress.current(), true)));
        return family.map(Family::id);
    }
}

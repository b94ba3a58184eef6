package health.consilium.smart;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The apps that a person has let in and that can still act for the person. */
@Component
class AppGrants {

    /**
     * @param since when the person let it in, for the oldest that still holds
     * @param lasting true when it keeps access while the person does not use it
     */
    record Grant(String clientId, String name, Set<String> scopes, Instant since, boolean lasting) {}

    private static final String LIVING =
            """
            select r.client_id, r.client_name, min(a.created_at) as since,
                string_agg(a.access_token_scopes, ',') as scopes,
                bool_or(coalesce(a.refresh_token_expires_at > current_timestamp, false)) as lasting
            from oauth2_authorization a join oauth2_registered_client r on r.id = a.registered_client_id
            where a.principal_name = ? and a.authorization_grant_type <> 'client_credentials'
                and greatest(a.access_token_expires_at, a.refresh_token_expires_at) > current_timestamp
            group by r.client_id, r.client_name order by r.client_name
            """;

    private final JdbcTemplate jdbc;
    private final TokenRevocation revocation;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    AppGrants(
            JdbcTemplate jdbc,
            TokenRevocation revocation,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.revocation = revocation;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    List<Grant> of(String username) {
        return jdbc.query(LIVING, AppGrants::grant, username);
    }

    void revoke(String username, String clientId) {
        // What a database cannot hold is no client.
        if (clientId.indexOf('\0') < 0) {
            transactions.executeWithoutResult(status -> {
                if (revocation.revokeApp(username, clientId)) {
                    events.publishEvent(new SignInEvents.AppRevoked(username, clientId));
                }
            });
        }
    }

    private static Grant grant(ResultSet row, int index) throws SQLException {
        return new Grant(
                row.getString("client_id"),
                row.getString("client_name"),
                new TreeSet<>(List.of(row.getString("scopes").split(","))),
                row.getTimestamp("since").toInstant(),
                row.getBoolean("lasting"));
    }
}

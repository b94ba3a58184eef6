package health.consilium.smart;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes tokens back. On this server access ends at once (inside a transaction: at its commit), on others of the same
 * database within the introspection cache's time.
 */
@Component
public class TokenRevocation {

    private final JdbcTemplate jdbc;
    private final PartyCache cache;

    TokenRevocation(JdbcTemplate jdbc, PartyCache cache) {
        this.jdbc = jdbc;
        this.cache = cache;
    }

    /** Ends every app's access for a person. */
    public void revokeAccount(String username) {
        // The authorizations of a system carry its client id as principal.
        delete("principal_name = ? and authorization_grant_type <> 'client_credentials'", username);
    }

    /** Ends the access of a client: of a system, or of everyone who uses an app. */
    public void revokeClient(String clientId) {
        delete("registered_client_id in (select id from oauth2_registered_client where client_id = ?)", clientId);
    }

    /** Ends the access of one app for one person. */
    void revokeApp(String username, String clientId) {
        delete(
                "principal_name = ? and authorization_grant_type <> 'client_credentials' and registered_client_id in"
                        + " (select id from oauth2_registered_client where client_id = ?)",
                username,
                clientId);
        jdbc.update(
                "delete from oauth2_authorization_consent where principal_name = ? and registered_client_id in"
                        + " (select id from oauth2_registered_client where client_id = ?)",
                username,
                clientId);
    }

    private void delete(String condition, Object... arguments) {
        List<Map<String, Object>> ended = jdbc.queryForList(
                "delete from oauth2_authorization where " + condition + " returning id, access_token_value", arguments);
        ended.forEach(row -> cache.evict((String) row.get("id"), (String) row.get("access_token_value")));
    }
}

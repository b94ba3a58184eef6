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

    /** Ends the access of one app for one person; tells whether it had any. */
    boolean revokeApp(String username, String clientId) {
        int tokens = delete(
                "principal_name = ? and authorization_grant_type <> 'client_credentials' and registered_client_id in"
                        + " (select id from oauth2_registered_client where client_id = ?)",
                username,
                clientId);
        int consents = jdbc.update(
                "delete from oauth2_authorization_consent where principal_name = ? and registered_client_id in"
                        + " (select id from oauth2_registered_client where client_id = ?)",
                username,
                clientId);
        return tokens + consents > 0;
    }

    /**
     * Ends the access tokens of an organization's systems and people, in the transaction under way. What they stand for stays: a
     * system gets another token, an app refreshes, and each is asked again what it may.
     */
    public void endAccessOf(String organization) {
        List<Map<String, Object>> ended = jdbc.queryForList(
                """
                update oauth2_authorization
                set access_token_expires_at = greatest(current_timestamp, access_token_issued_at + interval '1 ms')
                where access_token_expires_at > current_timestamp and case authorization_grant_type
                    when 'client_credentials'
                    then registered_client_id in (select registered_client_id from smart_client where organization = ?)
                    else principal_name in (select username from smart_account where organization = ?) end
                returning id, access_token_value
                """,
                organization,
                organization);
        forget(ended);
    }

    private int delete(String condition, Object... arguments) {
        List<Map<String, Object>> ended = jdbc.queryForList(
                "delete from oauth2_authorization where " + condition + " returning id, access_token_value", arguments);
        forget(ended);
        return ended.size();
    }

    private void forget(List<Map<String, Object>> ended) {
        ended.forEach(row -> cache.evict((String) row.get("id"), (String) row.get("access_token_value")));
    }
}

package health.consilium.smart;

import org.springframework.jdbc.core.JdbcTemplate;

/** Tokens that nobody gets any more. */
public final class TestTokens {

    private TestTokens() {}

    /** From its first use on the token does not say how its person signed in, as one of an older version does not. */
    public static void forgetSignIn(JdbcTemplate jdbc, String accessToken) {
        int found = jdbc.update(
                "update oauth2_authorization set attributes = replace(attributes, 'ACR_', 'OLD_')"
                        + " where access_token_value = ?",
                TokenHash.of(accessToken));
        if (found != 1) {
            throw new AssertionError("There is no such token");
        }
    }
}

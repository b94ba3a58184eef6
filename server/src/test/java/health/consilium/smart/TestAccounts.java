package health.consilium.smart;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

/** Who can sign in, for tests of modules without the server. */
public final class TestAccounts {

    private TestAccounts() {}

    public static Accounts over(DataSource database) {
        return new Accounts(new JdbcTemplate(database), null, new MockEnvironment());
    }
}

package health.consilium.smart;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.env.MockEnvironment;

/** Who can sign in, for tests of modules without the server. */
public final class TestAccounts {

    private TestAccounts() {}

    public static Standing standing(DataSource database) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Proxies proxies = new Proxies(jdbc, null, new DataSourceTransactionManager(database));
        return new Standing(over(database), proxies, new ClientStore(jdbc));
    }

    public static Accounts over(DataSource database) {
        return new Accounts(new JdbcTemplate(database), null, new MockEnvironment());
    }
}

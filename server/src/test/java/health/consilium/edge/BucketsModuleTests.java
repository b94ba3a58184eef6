package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.SmartTestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What one caller may take, counted in a real PostgreSQL. */
class BucketsModuleTests {

    private final DataSource database = SmartTestServer.get().bean(DataSource.class);
    private final String caller = UUID.randomUUID().toString();

    @Test
    void serversCountTogetherWhereEachTryCounts() {
        Share share = Share.exact("test", 10, Duration.ofHours(1));
        Buckets one = new Buckets(database);
        Buckets other = new Buckets(database);
        long given = LongStream.range(0, 30)
                .filter(i -> (i % 2 == 0 ? one : other).take(share, caller, 1) == 0)
                .count();
        assertThat(given).isEqualTo(10);
        assertThat(other.take(share, caller, 1)).isBetween(300L, 400L);
        assertThat(other.take(share, caller + "x", 1)).isZero();
    }

    @Test
    void aShareThatWasRaisedHoldsForWhoHadUsedTheOldOneUp() {
        Share small = Share.exact("test", 10, Duration.ofHours(1));
        assertThat(LongStream.range(0, 11)
                        .filter(i -> new Buckets(database).take(small, caller, 1) > 0)
                        .count())
                .isEqualTo(1);

        Buckets restarted = new Buckets(database);
        Share raised = Share.exact("test", 50, Duration.ofHours(1));

        assertThat(LongStream.range(0, 60)
                        .filter(i -> restarted.take(raised, caller, 1) == 0)
                        .count())
                .isEqualTo(50);
    }

    @Test
    void aServerThatLeasesGivesOutAHundredthTooMuchAtMost() {
        Share share = Share.leased("test", 1000, Duration.ofDays(1));
        Buckets[] servers = {new Buckets(database), new Buckets(database), new Buckets(database)};
        long given = LongStream.range(0, 6000)
                .filter(i -> servers[(int) (i % 3)].take(share, caller, 1) == 0)
                .count();
        assertThat(given).isBetween(1000L, 1000L + 3 * share.leased());
    }

    /** One to read what is left and to lock it, one to write it. */
    @Test
    void countingCostsTheDatabaseTwoStatementsInAHundredRequests() {
        Share share = Share.leased("test", 10_000, Duration.ofDays(1));
        CountingDataSource counting = new CountingDataSource(database);
        Buckets buckets = new Buckets(counting);
        int hundreds = 50;
        for (int i = 0; i < 100 * hundreds; i++) {
            assertThat(buckets.take(share, caller, 1)).isZero();
        }
        // A lease ends after a second too: on a slow machine there may be a few more.
        assertThat(counting.statements.get()).isBetween(2 * hundreds - 2, 3 * hundreds);
    }

    @Test
    void theTableHoldsNoNameAndNoAddress() {
        new Buckets(database).take(Share.exact("test", 5, Duration.ofMinutes(1)), "192.0.2.1\ncoordinator", 1);
        assertThat(new JdbcTemplate(database).queryForList("select id from rate_limit", String.class))
                .isNotEmpty()
                .allMatch(id -> id.matches("[a-z-]+:[0-9-]+:[0-9a-f]{64}"));
    }

    @Test
    void sharesThatAreFullAgainAreForgottenHoweverManyTheyAre() {
        JdbcTemplate table = new JdbcTemplate(database);
        table.update("insert into rate_limit select 'old:' || md5(i::text) || md5(i::text), null, 1"
                + " from generate_series(1, 25000) i");
        new Buckets(database).take(Share.exact("test", 5, Duration.ofMinutes(1)), caller, 1);

        new Buckets(database).removeExpired();

        assertThat(table.queryForObject("select count(*) from rate_limit where id like 'old:%'", Long.class))
                .isZero();
        assertThat(table.queryForObject("select count(*) from rate_limit where id like 'test:%'", Long.class))
                .isPositive();
    }

    private static final class CountingDataSource extends DelegatingDataSource {

        private final AtomicInteger statements = new AtomicInteger();

        CountingDataSource(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            ProxyFactory connection = new ProxyFactory(super.getConnection());
            connection.addAdvice((MethodBeforeAdvice) (method, arguments, target) ->
                    statements.addAndGet(method.getName().equals("prepareStatement") ? 1 : 0));
            return (Connection) connection.getProxy();
        }
    }
}

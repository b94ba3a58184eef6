package health.consilium.edge;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.smart.SmartTestServer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

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
    void aServerThatLeasesGivesOutAHundredthTooMuchAtMost() {
        Share share = Share.leased("test", 1000, Duration.ofDays(1));
        Buckets[] servers = {new Buckets(database), new Buckets(database), new Buckets(database)};
        long given = LongStream.range(0, 6000)
                .filter(i -> servers[(int) (i % 3)].take(share, caller, 1) == 0)
                .count();
        assertThat(given).isBetween(1000L, 1000L + 3 * share.leased());
    }

    @Test
    void countingCostsTheDatabaseOneRoundTripInAHundred() {
        Share share = Share.leased("test", 1_000_000, Duration.ofMinutes(1));
        Buckets buckets = new Buckets(database);
        buckets.take(share, caller, 1);
        long start = System.nanoTime();
        int requests = 20_000;
        for (int i = 0; i < requests; i++) {
            buckets.take(share, caller, 1);
        }
        double micros = (System.nanoTime() - start) / 1000.0 / requests;
        assertThat(micros).as("microseconds a request").isLessThan(500);
    }

    @Test
    void theTableHoldsNoNameAndNoAddress() {
        new Buckets(database).take(Share.exact("test", 5, Duration.ofMinutes(1)), "192.0.2.1\ncoordinator", 1);
        assertThat(new JdbcTemplate(database).queryForList("select id from rate_limit", String.class))
                .isNotEmpty()
                .allMatch(id -> id.matches("[a-z-]+:[0-9a-f]{64}"));
    }
}

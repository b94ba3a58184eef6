package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import health.consilium.support.SetClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class TimersTests {

    private static final Instant EIGHT = Instant.parse("2026-11-25T08:00:00Z");

    private static EmbeddedPostgres postgres;
    private static final HikariDataSource DATABASE = new HikariDataSource();

    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final SetClock clock = new SetClock(EIGHT);
    private final TimerConfiguration configuration = new TimerConfiguration();
    private final SchedulerClient client = configuration.schedulerClient(DATABASE);
    private final List<Timers> servers = new ArrayList<>();

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
        DATABASE.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        Flyway.configure()
                .dataSource(DATABASE)
                .locations("classpath:db/migration/fhir")
                .load()
                .migrate();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        DATABASE.close();
        postgres.close();
    }

    @AfterEach
    void stopServers() {
        servers.forEach(Timers::stop);
    }

    @Test
    void aTimerFiresWhenTheClockOfTheServerSaysSo() {
        at("alarm", EIGHT.plus(Duration.ofDays(3)));
        start();
        clock.advance(Duration.ofDays(3));
        await().untilAsserted(() -> assertThat(done).containsExactly("alarm"));
    }

    @Test
    void aTimerThatWasDueWhileNoServerRanFiresAtTheStart() {
        at("missed", EIGHT.minus(Duration.ofDays(30)));
        start();
        await().untilAsserted(() -> assertThat(done).containsExactly("missed"));
    }

    @Test
    void ofTwoServersOneFiresEachTimer() {
        start();
        start();
        IntStream.range(0, 200).forEach(timer -> at("timer " + timer, EIGHT));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.getScheduledExecutions()).isEmpty());
        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200)
                        .mapToObj(timer -> "timer " + timer)
                        .toList());
    }

    @Test
    void whatIsRolledBackLeavesNoTimer() {
        var transactions = new TransactionTemplate(new DataSourceTransactionManager(DATABASE));
        transactions.executeWithoutResult(status -> {
            at("never", EIGHT);
            status.setRollbackOnly();
        });
        assertThat(client.getScheduledExecution(TaskInstanceId.of("test", "never")))
                .isEmpty();
    }

    private void at(String timer, Instant time) {
        client.scheduleIfNotExists(task().instance(timer), time);
    }

    private void start() {
        StaticListableBeanFactory tasks = new StaticListableBeanFactory();
        tasks.addBean("test", task());
        TimerSettings settings = new TimerSettings(
                Duration.ofMillis(50), 4, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(15));
        Timers server = configuration.timers(
                DATABASE, tasks.getBeanProvider(ResolvableType.forClass(Task.class)), settings, clock);
        server.start();
        servers.add(server);
    }

    private OneTimeTask<Void> task() {
        return Tasks.oneTime("test").execute((timer, context) -> done.add(timer.getId()));
    }
}

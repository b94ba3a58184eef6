package health.consilium.turnaround;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.FhirStore;
import health.consilium.smart.SmartTestServer;
import health.consilium.support.InMemoryFhirStore;
import health.consilium.support.SetClock;
import health.consilium.support.TransactionalStore;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Place;
import health.consilium.turnaround.rules.TaskTime;
import health.consilium.workflow.TestCases;
import health.consilium.workflow.WorkflowSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Closures that come after a promise, by a clock that the test moves; on a real PostgreSQL. */
class LateClosuresModuleTests {

    /** Monday, ten o'clock in Heidelberg. */
    private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");

    private final SetClock clock = new SetClock(MONDAY);
    private final DataSource database = SmartTestServer.get().bean(DataSource.class);
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final FhirStore store = new TransactionalStore(
            new InMemoryFhirStore(), new TransactionTemplate(new DataSourceTransactionManager(database)));
    private final Published published = new Published(store);
    private final ClockTable table;
    private final List<ClosuresPublished> told = new CopyOnWriteArrayList<>();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String centre = "Organization/centre-" + id;

    LateClosuresModuleTests() {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/turnaround")
                .table("flyway_history_turnaround")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        table = new ClockTable(jdbc);
    }

    /** A referral of Monday that is due a week later. */
    @BeforeEach
    void aCentreHasPromisedAnOpinion() {
        jdbc.sql("truncate task_clock").update();
        table.insert(promised("task-" + id, centre));
    }

    @Test
    void aClosureBeforeTheDueDateIsToldOnceThoughItIsLookedForAgain() {
        close("2026-12-10", "2026-12-11", "Moving");

        look();
        look();
        // A server that is started anew has nothing but the database.
        clock.advance(Duration.ofDays(1));
        look();

        assertThat(told)
                .containsExactly(new ClosuresPublished(
                        "C-" + id, "task-" + id, "Organization/desk", List.of("2026-12-10/2026-12-11 Moving")));
    }

    @Test
    void whatWasKnownWhenTheDateWasGivenIsNoNews() {
        close("2026-12-10", "2026-12-11", "Moving");
        table.insert(promised("other-" + id, centre));

        look();

        assertThat(told).extracting(ClosuresPublished::taskId).containsExactly("task-" + id);
    }

    @Test
    void closuresAfterTheDueDateOnFreeDaysOrWhenItIsOverAreNot() {
        close("2026-12-15", "2027-01-10", "Too late to matter");
        close("2026-12-12", "2026-12-13", "A weekend");
        look();
        assertThat(told).isEmpty();

        close("2026-12-08", "2026-12-08", "Over by now");
        clock.advance(Duration.ofDays(2));
        look();
        assertThat(told).isEmpty();

        close("2026-12-11", "2026-12-31", "Strike");
        clock.advance(Duration.ofDays(6));
        look();
        assertThat(told).as("late, and chased for that").isEmpty();
    }

    @Test
    void anotherClosureIsAnotherPieceOfNewsAndAlsoOneThatGrows() {
        close("2026-12-09", "2026-12-09", "Inventory");
        look();
        close("2026-12-11", "2026-12-11", "Strike");
        look();
        close("2026-12-09", "2026-12-10", "Inventory takes longer");
        look();

        assertThat(told)
                .extracting(news -> news.closures().get(0))
                .containsExactly(
                        "2026-12-09/2026-12-09 Inventory",
                        "2026-12-11/2026-12-11 Strike",
                        "2026-12-09/2026-12-10 Inventory takes longer");
    }

    @Test
    void aClockThatStandsStillOrIsOverIsLeftAlone() {
        close("2026-12-10", "2026-12-11", "Moving");
        ClockRow row = promisedBefore();
        table.update(row.with(row.time().stopped(MONDAY, row.businessTime()), row.dueAt()));
        look();
        assertThat(told).isEmpty();

        table.update(row);
        table.end(row, MONDAY, "completed");
        look();
        assertThat(told).isEmpty();
    }

    @Test
    void anotherOwnersClosureOnTheSameDaysIsNews() {
        close("2026-12-10", "2026-12-11", "Moving");
        look();
        ClockRow row = promisedBefore();
        String next = "Organization/next-" + id;
        table.update(row.ownedBy(next, row.by()));
        close(next, "2026-12-10", "2026-12-11", "Holiday");
        look();

        assertThat(told)
                .extracting(news -> news.closures().get(0))
                .containsExactly("2026-12-10/2026-12-11 Moving", "2026-12-10/2026-12-11 Holiday");
    }

    @Test
    void oneThatCannotBeToldKeepsNoOtherFromBeingToldAndComesUpAgain() {
        table.insert(promisedWithout("other-" + id));
        close("2026-12-10", "2026-12-11", "Moving");
        List<ClosuresPublished> heard = new ArrayList<>();

        server(event -> {
                    ClosuresPublished news = (ClosuresPublished) event;
                    if (news.taskId().startsWith("task-")) {
                        throw new IllegalStateException("The case is being changed");
                    }
                    heard.add(news);
                })
                .look();
        look();

        assertThat(heard).extracting(ClosuresPublished::taskId).containsExactly("other-" + id);
        assertThat(told).extracting(ClosuresPublished::taskId).containsExactly("task-" + id);
    }

    @Test
    void ofTwoServersThatLookAtTheSameTimeOneTells() {
        close("2026-12-10", "2026-12-11", "Moving");

        IntStream.range(0, 4).parallel().forEach(server -> look());

        assertThat(told).hasSize(1);
    }

    private void look() {
        server(event -> told.add((ClosuresPublished) event)).look();
    }

    private LateClosures server(ApplicationEventPublisher events) {
        return new LateClosures(
                new PromiseTable(jdbc),
                published,
                store,
                TestCases.lock(jdbc),
                new WorkflowSettings("desk", "Desk"),
                events,
                clock);
    }

    private ClockRow promisedBefore() {
        return table.open("task-" + id).orElseThrow();
    }

    private ClockRow promised(String task, String owner) {
        return row(task, owner, published.closures(owner, LocalDate.of(2026, 12, 7)));
    }

    private ClockRow promisedWithout(String task) {
        return row(task, centre, Closures.NONE);
    }

    private ClockRow row(String task, String owner, Closures known) {
        ClockRow.What what = new ClockRow.What(task, "C-" + id, "referral", "stage-6", "referral", owner);
        Reckoning by = new Reckoning(Place.of("DE", "BW", "Europe/Berlin"), true, known);
        TaskTime time = TaskTime.started(Duration.ofDays(5).toSeconds(), MONDAY);
        ClockRow row = new ClockRow(1, what, by, time, MONDAY, MONDAY, Optional.empty(), 0);
        return row.with(time, time.due(row.businessTime()).orElseThrow());
    }

    private void close(String from, String until, String why) {
        close(centre, from, until, why);
    }

    /** Another day or days on which the only service of the centre does not work. */
    private void close(String owner, String from, String until, String why) {
        String service = "service-of-" + owner.substring(owner.indexOf('/') + 1);
        HealthcareService known = store.find(HealthcareService.class, service).orElseGet(() -> {
            HealthcareService first = new HealthcareService();
            first.setId(service);
            first.setActive(true).setProvidedBy(new Reference(owner));
            return store.create(first);
        });
        Period during = new Period();
        during.setStartElement(new DateTimeType(from));
        during.setEndElement(new DateTimeType(until));
        known.addNotAvailable().setDescription(why).setDuring(during);
        store.update(known);
    }
}

package health.consilium.turnaround;

import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Place;
import health.consilium.turnaround.rules.TaskTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks and the steps taken, in SQL: timers and figures must not walk resources. */
@Repository
class ClockTable {

    private static final String LATE = "ended_at is null and running_since is not null and due_at < :now"
            + " and task_code <> 'review-emergency' and (cast(:owner as text) is null or owner = :owner)";

    private final JdbcClient jdbc;

    ClockTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ClockRow row) {
        bind(
                        row,
                        """
                        insert into task_clock (task_id, phase, case_number, task_code, stage, ladder, owner, country,
                            state, zone, calendar, business, budget, used, paused, started_at, running_since,
                            paused_since, due_at, breached_at, armed, closures)
                        values (:task, :phase, :case, :code, :stage, :ladder, :owner, :country, :state, :zone, :calendar,
                            :business, :budget, :used, :paused, :started, :running, :pausedSince, :due, :breached,
                            :armed, :closures)""")
                .update();
    }

    void update(ClockRow row) {
        bind(
                        row,
                        """
                        update task_clock set owner = :owner, country = :country, state = :state, zone = :zone,
                            calendar = :calendar, used = :used, paused = :paused, running_since = :running,
                            paused_since = :pausedSince, due_at = :due, breached_at = :breached, armed = :armed,
                            closures = :closures,
                            closures_told = case when owner = :owner then closures_told else '' end
                        where task_id = :task and phase = :phase""")
                .update();
    }

    private JdbcClient.StatementSpec bind(ClockRow row, String sql) {
        return jdbc.sql(sql)
                .param("task", row.what().taskId())
                .param("phase", row.phase())
                .param("case", row.what().caseNumber())
                .param("code", row.what().code())
                .param("stage", row.what().stage())
                .param("ladder", row.what().ladder())
                .param("owner", row.what().owner())
                .param("country", row.by().place().country().orElse(null))
                .param("state", row.by().place().state().orElse(null))
                .param("zone", row.by().place().zoneOrUsual().getId())
                .param("calendar", row.calendar().id())
                .param("business", row.by().business())
                .param("budget", row.time().budget())
                .param("used", row.time().used())
                .param("paused", row.time().paused())
                .param("started", utc(row.startedAt()))
                .param("running", row.time().runningSince().map(ClockTable::utc).orElse(null))
                .param(
                        "pausedSince",
                        row.time().pausedSince().map(ClockTable::utc).orElse(null))
                .param("due", utc(row.dueAt()))
                .param("breached", row.breachedAt().map(ClockTable::utc).orElse(null))
                .param("armed", row.armed())
                .param("closures", row.by().closures().written());
    }

    /** The clock is over; what it says is for the figures. */
    void end(ClockRow row, Instant now, String outcome) {
        update(row);
        jdbc.sql("update task_clock set ended_at = :now, outcome = :outcome where task_id = :task and phase = :phase")
                .param("now", utc(now))
                .param("outcome", outcome)
                .param("task", row.what().taskId())
                .param("phase", row.phase())
                .update();
    }

    /** The running or paused clock of a Task, which no other transaction changes before this one ends. */
    Optional<ClockRow> open(String taskId) {
        return jdbc.sql("select * from task_clock where task_id = :task and ended_at is null for update")
                .param("task", taskId)
                .query((rows, number) -> row(rows))
                .optional();
    }

    /** The open clocks of a case of which this party has the Task. */
    List<ClockRow> open(String caseNumber, String owner) {
        return jdbc.sql(
                        """
                        select * from task_clock where case_number = :case and owner = :owner and ended_at is null
                        order by task_id for update""")
                .param("case", caseNumber)
                .param("owner", owner)
                .query((rows, number) -> row(rows))
                .list();
    }

    /** How many clocks the Task has had. */
    int phases(String taskId) {
        return jdbc.sql("select coalesce(max(phase), 0) from task_clock where task_id = :task")
                .param("task", taskId)
                .query(Integer.class)
                .single();
    }

    Optional<String> caseOf(String taskId) {
        return jdbc.sql("select case_number from task_clock where task_id = :task and ended_at is null")
                .param("task", taskId)
                .query(String.class)
                .optional();
    }

    /** Whether the step is taken now; false when it was taken before. */
    boolean take(ClockRow row, String step, Instant now) {
        return jdbc.sql(
                                """
                                insert into chase_step (task_id, phase, step, taken_at)
                                values (:task, :phase, :step, :now) on conflict do nothing""")
                        .param("task", row.what().taskId())
                        .param("phase", row.phase())
                        .param("step", step)
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    List<String> taken(ClockRow row) {
        return jdbc.sql("select step from chase_step where task_id = :task and phase = :phase")
                .param("task", row.what().taskId())
                .param("phase", row.phase())
                .query(String.class)
                .list();
    }

    /** Ids of the Tasks that are late, the latest first. */
    List<String> overdue(OverdueRequest request, Instant now) {
        return jdbc.sql("select task_id from task_clock where " + LATE
                        + " order by due_at, task_id limit :count offset :offset")
                .param("now", utc(now))
                .param("owner", request.owner().orElse(null), Types.VARCHAR)
                .param("count", request.page().count())
                .param("offset", request.page().offset())
                .query(String.class)
                .list();
    }

    int overdue(Optional<String> owner, Instant now) {
        return jdbc.sql("select count(*) from task_clock where " + LATE)
                .param("now", utc(now))
                .param("owner", owner.orElse(null), Types.VARCHAR)
                .query(Integer.class)
                .single();
    }

    /** When those of these reviews are due that are open. */
    Map<String, Instant> openReviews(List<String> emergencies) {
        Map<String, Instant> due = new HashMap<>();
        if (!emergencies.isEmpty()) {
            jdbc.sql("select task_id, due_at from task_clock where ended_at is null and task_id in (:ids)")
                    .param("ids", emergencies)
                    .query(rows -> {
                        due.put(
                                rows.getString("task_id"),
                                instant(rows, "due_at").orElseThrow());
                    });
        }
        return due;
    }

    /** Reviews of emergencies that are late. */
    int lateReviews(Instant now) {
        return jdbc.sql(
                        "select count(*) from task_clock where ended_at is null and due_at < :now and task_code = :code")
                .param("now", utc(now))
                .param("code", ClockRow.What.REVIEW)
                .query(Integer.class)
                .single();
    }

    static ClockRow row(ResultSet rows) throws SQLException {
        return new ClockRow(
                rows.getInt("phase"),
                new ClockRow.What(
                        rows.getString("task_id"),
                        rows.getString("case_number"),
                        rows.getString("task_code"),
                        rows.getString("stage"),
                        rows.getString("ladder"),
                        rows.getString("owner")),
                new Reckoning(
                        Place.of(rows.getString("country"), rows.getString("state"), rows.getString("zone")),
                        rows.getBoolean("business"),
                        Closures.read(rows.getString("closures"))),
                new TaskTime(
                        rows.getLong("budget"),
                        rows.getLong("used"),
                        rows.getLong("paused"),
                        instant(rows, "running_since"),
                        instant(rows, "paused_since")),
                instant(rows, "started_at").orElseThrow(),
                instant(rows, "due_at").orElseThrow(),
                instant(rows, "breached_at"),
                rows.getInt("armed"));
    }

    private static Optional<Instant> instant(ResultSet rows, String column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package health.consilium.turnaround;

import health.consilium.turnaround.rules.Closures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clocks that run in business days of an Organization, with what the coordination desk was told of each. */
@Repository
class PromiseTable {

    private static final String GIVEN = "ended_at is null and running_since is not null and business and due_at > :now";

    private final JdbcClient jdbc;

    PromiseTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who has promised something, but for the desk itself. */
    List<String> owners(String desk, Instant now) {
        return jdbc.sql("select distinct owner from task_clock where " + GIVEN
                        + " and owner like 'Organization/%' and owner <> :desk order by owner")
                .param("now", ClockTable.utc(now))
                .param("desk", desk)
                .query(String.class)
                .list();
    }

    List<Promise> of(String owner, Instant now) {
        return jdbc.sql("select * from task_clock where " + GIVEN + " and owner = :owner order by due_at, task_id")
                .param("now", ClockTable.utc(now))
                .param("owner", owner)
                .query(PromiseTable::promise)
                .list();
    }

    /** The same promise as it is now, which no other transaction changes before this one ends. */
    Optional<Promise> held(Promise promise, Instant now) {
        return jdbc.sql("select * from task_clock where " + GIVEN
                        + " and owner = :owner and task_id = :task and phase = :phase for update")
                .param("now", ClockTable.utc(now))
                .param("owner", promise.row().what().owner())
                .param("task", promise.row().what().taskId())
                .param("phase", promise.row().phase())
                .query(PromiseTable::promise)
                .optional();
    }

    void told(Promise promise, Closures more) {
        jdbc.sql("update task_clock set closures_told = :told where task_id = :task and phase = :phase")
                .param("told", promise.told().with(more).written())
                .param("task", promise.row().what().taskId())
                .param("phase", promise.row().phase())
                .update();
    }

    private static Promise promise(ResultSet rows, int number) throws SQLException {
        return new Promise(ClockTable.row(rows), Closures.read(rows.getString("closures_told")));
    }
}

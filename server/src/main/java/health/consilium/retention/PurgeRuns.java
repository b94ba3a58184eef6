package health.consilium.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import health.consilium.retention.PurgeRun.Phase;
import health.consilium.retention.rules.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Erasures, in the database: another server goes on where one stopped. */
@Repository
class PurgeRuns {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ObjectMapper json = JsonMapper.builder().build();

    PurgeRuns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(PurgeRun run) {
        jdbc.sql(
                        """
                        insert into purge_run (id, case_id, case_number, scope, reason, asked_by, asked_at, phase, plan, statement,
                            total)
                        values (:id, :caseId, :case, :scope, :reason, :by, :at, :phase, :plan, :statement, :total)
                        """)
                .param("id", run.id())
                .param("caseId", run.caseId())
                .param("case", run.caseNumber())
                .param("scope", run.scope().code())
                .param("reason", run.reason())
                .param("by", run.askedBy())
                .param("at", run.askedAt().atOffset(ZoneOffset.UTC))
                .param("phase", run.phase().name())
                .param("plan", write(run.plan()))
                .param("statement", write(run.statement()))
                .param("total", run.total())
                .update();
    }

    /** The one under way, whatever its scope. */
    Optional<PurgeRun> underWay(String caseNumber) {
        return jdbc.sql("select * from purge_run where case_number = :case and finished_at is null")
                .param("case", caseNumber)
                .query(this::run)
                .optional();
    }

    /** The last one that was done with this scope. */
    Optional<PurgeRun> last(String caseNumber, Scope scope) {
        return jdbc.sql(
                        """
                        select * from purge_run where case_number = :case and scope = :scope and finished_at is not null
                        order by asked_at desc limit 1
                        """)
                .param("case", caseNumber)
                .param("scope", scope.code())
                .query(this::run)
                .optional();
    }

    Optional<PurgeRun> find(UUID id) {
        return jdbc.sql("select * from purge_run where id = :id")
                .param("id", id)
                .query(this::run)
                .optional();
    }

    /** The same, for one transaction at a time. */
    Optional<PurgeRun> lock(UUID id) {
        return jdbc.sql("select * from purge_run where id = :id for update")
                .param("id", id)
                .query(this::run)
                .optional();
    }

    void advance(UUID id, Phase to) {
        jdbc.sql("update purge_run set phase = :phase where id = :id")
                .param("phase", to.name())
                .param("id", id)
                .update();
    }

    void progress(UUID id, int done) {
        jdbc.sql("update purge_run set done = :done where id = :id")
                .param("done", done)
                .param("id", id)
                .update();
    }

    /** Begins again with what was found since. */
    void replan(UUID id, PurgePlan plan, PurgePlan.Statement statement) {
        jdbc.sql(
                        """
                        update purge_run set phase = :phase, plan = :plan, statement = :statement, total = total + :more
                        where id = :id
                        """)
                .param("phase", Phase.PLANNED_AGAIN.name())
                .param("plan", write(plan))
                .param("statement", write(statement))
                .param("more", plan.going().size())
                .param("id", id)
                .update();
    }

    /** Nothing of it has been done. */
    void takeBack(UUID id) {
        jdbc.sql("delete from purge_run where id = :id and phase = :phase")
                .param("id", id)
                .param("phase", Phase.PLANNED.name())
                .update();
    }

    void finish(UUID id) {
        jdbc.sql("update purge_run set phase = :phase, plan = null, done = total, finished_at = :now where id = :id")
                .param("phase", Phase.DONE.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    private PurgeRun run(ResultSet row, int number) throws SQLException {
        String plan = row.getString("plan");
        return new PurgeRun(
                row.getObject("id", UUID.class),
                row.getString("case_id"),
                row.getString("case_number"),
                Scope.of(row.getString("scope")).orElseThrow(),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                Phase.valueOf(row.getString("phase")),
                plan == null ? null : read(plan, PurgePlan.class),
                read(row.getString("statement"), PurgePlan.Statement.class),
                row.getInt("done"),
                row.getInt("total"));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An erasure cannot be read", e);
        }
    }
}

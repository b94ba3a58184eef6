package health.consilium.retention;

import health.consilium.workflow.CaseEvents.StageEntered;
import health.consilium.workflow.rules.TransitionTable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * When cases ended, written down in the transaction that ends them: a note in the Task of a case, years later, does not begin the
 * time anew for which its records are kept.
 */
@Repository
class EndedCases {

    private final JdbcClient jdbc;
    private final Clock clock;

    EndedCases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A case about whose erasure nobody was asked yet. */
    record Ended(String caseNumber, String caseId) {}

    @EventListener
    void on(StageEntered entered) {
        if (entered.status().equals(TransitionTable.PURGED)) {
            jdbc.sql("delete from retention_end where case_number = :case")
                    .param("case", entered.caseNumber())
                    .update();
        } else if (TransitionTable.root(entered.status()).isEnd()) {
            add(new Ended(entered.caseNumber(), entered.caseId()), clock.instant());
        }
    }

    /** Notes an end; of one that is known the day stays. */
    void add(Ended ended, Instant when) {
        jdbc.sql(
                        """
                        insert into retention_end (case_number, case_id, ended_at) values (:case, :id, :at)
                        on conflict (case_number) do nothing
                        """)
                .param("case", ended.caseNumber())
                .param("id", ended.caseId())
                .param("at", when.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Instant> endOf(String caseNumber) {
        return jdbc.sql("select ended_at from retention_end where case_number = :case")
                .param("case", caseNumber)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /**
     * Some of those that ended before a time, in the order of their numbers.
     *
     * @param after the last number of those before; empty for the first
     */
    List<Ended> notAsked(Instant before, String after, int atMost) {
        return jdbc.sql(
                        """
                        select case_number, case_id from retention_end
                        where asked_at is null and ended_at < :before and case_number > :after
                        order by case_number limit :most
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("after", after)
                .param("most", atMost)
                .query((row, number) -> new Ended(row.getString("case_number"), row.getString("case_id")))
                .list();
    }

    /** @return false when the desk was asked before */
    boolean ask(String caseNumber) {
        return jdbc.sql("update retention_end set asked_at = :now where case_number = :case and asked_at is null")
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("case", caseNumber)
                        .update()
                == 1;
    }

    /** The question was taken back; it comes again when nothing stands against it. */
    void forgetAsking(String caseNumber) {
        jdbc.sql("update retention_end set asked_at = null where case_number = :case")
                .param("case", caseNumber)
                .update();
    }
}

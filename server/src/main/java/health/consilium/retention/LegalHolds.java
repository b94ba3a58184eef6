package health.consilium.retention;

import health.consilium.fhir.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reasons for which a case must not be erased, whoever asks. */
@Repository
class LegalHolds {

    private final JdbcClient jdbc;
    private final Clock clock;

    LegalHolds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One reason.
     *
     * @param ground code of {@code CodeSystem/legal-hold-ground}
     * @param until last day; empty until it is released
     */
    record Hold(String ground, Optional<LocalDate> until, Instant since, String by) {}

    /** Those that stand today. */
    List<Hold> standing(String caseNumber) {
        return jdbc.sql(
                        """
                        select * from legal_hold where case_number = :case and released_at is null
                        and (until is null or until >= :today) order by held_at
                        """)
                .param("case", caseNumber)
                .param("today", today())
                .query(LegalHolds::hold)
                .list();
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return new Hold(
                row.getString("ground"),
                Optional.ofNullable(row.getObject("until", LocalDate.class)),
                row.getObject("held_at", OffsetDateTime.class).toInstant(),
                row.getString("held_by"));
    }

    /**
     * Holds a case, or lets an earlier hold on the same ground end on another day.
     *
     * @throws health.consilium.fhir.RefusedException 400 for a last day that is over: such a hold would keep nothing, and who asks
     *     for it means another year
     */
    void hold(String caseNumber, String ground, Optional<LocalDate> until, String by) {
        until.filter(day -> day.isBefore(today())).ifPresent(day -> {
            throw Refusal.badRequest(
                            "malformed",
                            "until is over: a hold that has ended keeps nothing. To end one, use release.",
                            "until")
                    .asException();
        });
        jdbc.sql(
                        """
                        insert into legal_hold (case_number, ground, until, held_by, held_at)
                        values (:case, :ground, :until, :by, :now)
                        on conflict (case_number, ground) where released_at is null do update set until = excluded.until
                        """)
                .param("case", caseNumber)
                .param("ground", ground)
                .param("until", until.orElse(null), java.sql.Types.DATE)
                .param("by", by)
                .param("now", now())
                .update();
    }

    /** @return false when there was none */
    boolean release(String caseNumber, String ground, String by) {
        return jdbc.sql(
                                """
                        update legal_hold set released_at = :now, released_by = :by
                        where case_number = :case and ground = :ground and released_at is null
                        """)
                        .param("case", caseNumber)
                        .param("ground", ground)
                        .param("by", by)
                        .param("now", now())
                        .update()
                == 1;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package health.consilium.access.emergency;

import health.consilium.access.emergency.rules.EmergencyPurpose;
import health.consilium.access.emergency.rules.Grounds;
import health.consilium.fhir.ListPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The emergencies on record. */
@Component
class Register {

    private final JdbcClient jdbc;

    Register(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When so many attempts of this person will not be younger than that any more; none where there are fewer. */
    Optional<Instant> tooManyUntil(String subject, int many, Duration time) {
        return jdbc.sql(
                        "select at from break_glass_attempt where subject = :subject order by at desc offset :before limit 1")
                .param("subject", subject)
                .param("before", many - 1)
                .query(OffsetDateTime.class)
                .optional()
                .map(at -> at.toInstant().plus(time));
    }

    /** Notes an attempt; tells how many this person has made since then, this one included. */
    int attempt(String subject, Instant now, Instant since) {
        jdbc.sql("delete from break_glass_attempt where subject = :subject and at <= :since")
                .param("subject", subject)
                .param("since", at(since))
                .update();
        jdbc.sql("insert into break_glass_attempt (subject, at) values (:subject, :now)")
                .param("subject", subject)
                .param("now", at(now))
                .update();
        return jdbc.sql("select count(*) from break_glass_attempt where subject = :subject")
                .param("subject", subject)
                .query(Integer.class)
                .single();
    }

    /**
     * Lets nobody else declare, review or close anything of the case meanwhile: the lock that the workflow takes, held to the end
     * of the transaction. Before anything that decides is read.
     */
    void hold(String caseNumber) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:number, 0))")
                .param("number", caseNumber)
                .query(rows -> {});
    }

    void add(Emergency emergency) {
        jdbc.sql(
                        """
                        insert into break_glass (id, subject, role, party, organization, case_number, case_request, patient,
                            purpose, reason, declared_at, until)
                        values (:id, :subject, :role, :party, :organization, :number, :request, :patient,
                            :purpose, :reason, :declared, :until)
                        """)
                .param("id", emergency.id())
                .param("subject", emergency.who().subject())
                .param("role", emergency.who().role())
                .param("party", emergency.who().party())
                .param("organization", emergency.who().organization().orElse(null))
                .param("number", emergency.file().number())
                .param("request", emergency.file().request())
                .param("patient", emergency.file().patient())
                .param("purpose", emergency.grounds().purpose().name())
                .param("reason", emergency.grounds().reason())
                .param("declared", at(emergency.declaredAt()))
                .param("until", at(emergency.until()))
                .update();
    }

    Optional<Emergency> find(UUID id) {
        return jdbc.sql("select * from break_glass where id = :id")
                .param("id", id)
                .query(Register::emergency)
                .optional();
    }

    /** Those that wait for a review, the oldest first; or all, the newest first. */
    List<Emergency> list(boolean open, ListPage page) {
        String which = open ? "where reviewed_at is null order by declared_at, id" : "order by declared_at desc, id";
        return jdbc.sql("select * from break_glass " + which + " limit :count offset :offset")
                .param("count", page.count())
                .param("offset", page.offset())
                .query(Register::emergency)
                .list();
    }

    List<Emergency> unreviewed() {
        return jdbc.sql("select * from break_glass where reviewed_at is null order by declared_at, id")
                .query(Register::emergency)
                .list();
    }

    int toReview() {
        return jdbc.sql("select count(*) from break_glass where reviewed_at is null")
                .query(Integer.class)
                .single();
    }

    /** @return whether the case would have been closed but for this review */
    boolean reviewed(UUID id, Emergency.Review review) {
        return jdbc.sql(
                        """
                        update break_glass
                        set reviewed_at = :at, reviewed_by = :by, justified = :justified, note = :note
                        where id = :id returning closing_at is not null
                        """)
                .param("id", id)
                .param("at", at(review.at()))
                .param("by", review.by())
                .param("justified", review.justified())
                .param("note", review.note())
                .query(Boolean.class)
                .single();
    }

    /** Notes on each emergency of the case that is not reviewed that the case waits for that; tells whether there is one. */
    boolean closingWaits(String caseNumber, Instant now) {
        return jdbc.sql(
                                """
                                update break_glass set closing_at = coalesce(closing_at, :now)
                                where case_number = :number and reviewed_at is null
                                """)
                        .param("number", caseNumber)
                        .param("now", at(now))
                        .update()
                > 0;
    }

    List<UUID> running(String caseNumber, Instant now) {
        return jdbc.sql("select id from break_glass where case_number = :number and until > :now")
                .param("number", caseNumber)
                .param("now", at(now))
                .query(UUID.class)
                .list();
    }

    private static Emergency emergency(ResultSet row, int number) throws SQLException {
        Optional<Emergency.Review> review = row.getObject("reviewed_at") == null
                ? Optional.empty()
                : Optional.of(new Emergency.Review(
                        instant(row, "reviewed_at"),
                        row.getString("reviewed_by"),
                        row.getBoolean("justified"),
                        row.getString("note")));
        return new Emergency(
                row.getObject("id", UUID.class),
                new Emergency.Who(
                        row.getString("subject"),
                        row.getString("role"),
                        row.getString("party"),
                        Optional.ofNullable(row.getString("organization"))),
                new Emergency.OpenedCase(
                        row.getString("case_number"), row.getString("case_request"), row.getString("patient")),
                new Grounds(EmergencyPurpose.valueOf(row.getString("purpose")), row.getString("reason")),
                instant(row, "declared_at"),
                instant(row, "until"),
                review);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

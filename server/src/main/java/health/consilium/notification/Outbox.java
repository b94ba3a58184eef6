package health.consilium.notification;

import health.consilium.notification.rules.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be told. A row stands or falls with the change that it tells of. */
@Component
class Outbox {

    private final JdbcClient jdbc;
    private final Clock clock;

    Outbox(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Something that happened.
     *
     * @param kind code of a topic, or of what is told by mail alone
     * @param detail business status or step, where the kind has several; else empty
     * @param focus the Task that it is about; of a stage the case's ServiceRequest
     * @param addressee to whom it is told by mail, such as {@code Organization/1}; null where the focus says so
     */
    record News(String kind, String detail, String caseNumber, String focus, String addressee) {}

    /** News that lies in the outbox. */
    record Event(
            long id,
            String kind,
            String detail,
            String caseNumber,
            String focus,
            String addressee,
            Actor actor,
            long transaction,
            Instant occurredAt) {}

    void put(News news, Actor actor) {
        insert(news, actor, null);
    }

    private int insert(News news, Actor actor, String occasion) {
        return jdbc.sql(
                        """
                        insert into notification_event
                            (kind, detail, case_number, focus, addressee, actor, actor_organization, occasion, occurred_at,
                             due_at)
                        values (:kind, :detail, :case, :focus, :addressee, :actor, :organization, :occasion, :now, :now)
                        on conflict (kind, focus, detail, addressee, occasion) where occasion is not null do nothing
                        """)
                .param("kind", news.kind())
                .param("detail", news.detail())
                .param("case", news.caseNumber())
                .param("focus", news.focus())
                .param("addressee", news.addressee())
                .param("actor", actor.party())
                .param("organization", actor.organization())
                .param("occasion", occasion)
                .param("now", now())
                .update();
    }

    /**
     * As {@link #put}, unless the addressee has been told of it before.
     *
     * @param news with an addressee
     * @param occasion which time of what can happen more than once
     * @return whether it is news
     */
    boolean putOnce(News news, Actor actor, String occasion) {
        return insert(news, actor, occasion) == 1;
    }

    /**
     * The next to be addressed; no other server gets it until the transaction ends. Of each case the oldest comes first: it is
     * found by the index that has them in order, not by comparing all that is open with each other.
     */
    Optional<Event> next() {
        return jdbc.sql(
                        """
                        select e.* from notification_event e
                        where e.dispatched_at is null and e.due_at <= :now and e.id = (
                            select earlier.id from notification_event earlier
                            where earlier.case_number = e.case_number and earlier.dispatched_at is null
                            order by earlier.id limit 1)
                        order by e.id limit 1
                        for update of e skip locked
                        """)
                .param("now", now())
                .query((row, number) -> new Event(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("detail"),
                        row.getString("case_number"),
                        row.getString("focus"),
                        row.getString("addressee"),
                        new Actor(row.getString("actor"), row.getString("actor_organization")),
                        row.getLong("transaction"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** @param focus that is told */
    void addressed(Event event, String focus) {
        jdbc.sql("update notification_event set dispatched_at = :now, focus = :focus where id = :id")
                .param("now", now())
                .param("focus", focus)
                .param("id", event.id())
                .update();
    }

    /** What could not be addressed, because something of ours is broken, is tried again; its successors wait. */
    void postpone(long id, Duration pause) {
        jdbc.sql("update notification_event set due_at = :until where id = :id")
                .param("until", now().plus(pause))
                .param("id", id)
                .update();
    }

    /** Whether the same transaction brought the case on to a later stage. */
    boolean isPassedThrough(Event event) {
        return jdbc.sql(
                        """
                        select exists (select 1 from notification_event
                        where case_number = :case and transaction = :transaction and kind = :kind and id > :id)
                        """)
                .param("case", event.caseNumber())
                .param("transaction", event.transaction())
                .param("kind", event.kind())
                .param("id", event.id())
                .query(Boolean.class)
                .single();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

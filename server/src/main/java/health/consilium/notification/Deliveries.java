package health.consilium.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages on their way: one row for each recipient and channel of an event. */
@Component
class Deliveries {

    static final String HOOK = "rest-hook";
    static final String MAIL = "mail";

    private static final String COLUMNS =
            """
            d.*, e.kind, e.detail, e.focus, e.addressee, e.occurred_at
            from notification_delivery d join notification_event e on e.id = d.event_id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param number null for a mail */
    void add(Outbox.Event event, String channel, String recipient, Long number, boolean held) {
        jdbc.sql(
                        """
                        insert into notification_delivery
                            (id, event_id, channel, recipient, case_number, number, state, since, due_at, problem)
                        values (:id, :event, :channel, :recipient, :case, :number, :state, :now, :now, :problem)
                        on conflict (event_id, channel, recipient) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("event", event.id())
                .param("channel", channel)
                .param("recipient", recipient)
                .param("case", event.caseNumber())
                .param("number", number)
                .param("state", held ? "parked" : "waiting")
                .param("problem", held ? "the subscription is not active" : null)
                .param("now", now())
                .update();
    }

    /** Whether a mail in the same words goes to the reader already because of the same change: one for ten documents is enough. */
    boolean isToldAlready(Outbox.Event event, String reader) {
        return jdbc.sql(
                        """
                        select exists (
                            select 1 from notification_event e join notification_delivery d on d.event_id = e.id
                            where e.case_number = :case and e.transaction = :transaction and e.kind = :kind
                              and e.detail = :detail and e.id <> :id and d.channel = 'mail' and d.recipient = :reader)
                        """)
                .param("case", event.caseNumber())
                .param("transaction", event.transaction())
                .param("kind", event.kind())
                .param("detail", event.detail())
                .param("id", event.id())
                .param("reader", reader)
                .query(Boolean.class)
                .single();
    }

    /**
     * Takes the message that is due first. Of one case and recipient that is the oldest; the later ones wait for it, whatever
     * stands in its way. Of one recipient there is one under way at a time, so that one that hangs occupies one sender.
     *
     * <p>Who is busy is found once, and the oldest of a case by the index that has them in order: whatever the planner believes of
     * a table that has just been filled, it cannot compare each message that waits with each other.
     */
    Optional<Delivery> claim(Collection<String> channels, Duration lease) {
        return jdbc.sql(
                        """
                        with claimed as (
                            update notification_delivery set claimed_until = :until, attempts = attempts + 1
                            where id = (
                                select w.id from notification_delivery w
                                where w.state = 'waiting' and w.due_at <= :now and w.channel in (:channels)
                                  and (w.claimed_until is null or w.claimed_until <= :now)
                                  and (w.channel, w.recipient) not in (
                                    select o.channel, o.recipient from notification_delivery o
                                    where o.state = 'waiting' and o.claimed_until > :now)
                                  and w.seq = (
                                    select o.seq from notification_delivery o
                                    where o.state = 'waiting' and o.channel = w.channel and o.recipient = w.recipient
                                      and o.case_number = w.case_number
                                    order by o.seq limit 1)
                                order by w.due_at, w.seq limit 1
                                for update of w skip locked)
                            returning *)
                        select d.*, e.kind, e.detail, e.focus, e.addressee, e.occurred_at
                        from claimed d join notification_event e on e.id = d.event_id
                        """)
                .param("channels", channels)
                .param("now", now())
                .param("until", now().plus(lease))
                .query(Delivery::of)
                .optional();
    }

    /** Taken; whatever else waits for this recipient need not wait any longer. */
    void sent(Delivery delivery) {
        end(delivery, "sent", null);
        jdbc.sql(
                        """
                        update notification_delivery set due_at = :now
                        where state = 'waiting' and channel = :channel and recipient = :recipient and due_at > :now
                        """)
                .param("now", now())
                .param("channel", delivery.channel())
                .param("recipient", delivery.recipient())
                .update();
    }

    /** Not to be sent, now or later. */
    void withheld(Delivery delivery, String reason) {
        end(delivery, "withheld", reason);
    }

    void parked(Delivery delivery, String problem) {
        end(delivery, "parked", problem);
    }

    private void end(Delivery delivery, String state, String problem) {
        jdbc.sql(
                        """
                        update notification_delivery set state = :state, ended_at = :now, claimed_until = null, problem = :problem
                        where id = :id and state = 'waiting'
                        """)
                .param("state", state)
                .param("problem", problem)
                .param("now", now())
                .param("id", delivery.id())
                .update();
    }

    void postponed(Delivery delivery, Instant until, String problem) {
        jdbc.sql(
                        """
                        update notification_delivery set due_at = :until, claimed_until = null, problem = :problem
                        where id = :id and state = 'waiting'
                        """)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("problem", problem)
                .param("id", delivery.id())
                .update();
    }

    /** What waits for a Subscription in error is kept, and not tried. */
    int parkAll(String recipient, String problem) {
        return jdbc.sql(
                        """
                        update notification_delivery set state = 'parked', ended_at = :now, problem = coalesce(problem, :problem)
                        where state = 'waiting' and channel = 'rest-hook' and recipient = :recipient
                          and (claimed_until is null or claimed_until <= :now)
                        """)
                .param("recipient", recipient)
                .param("problem", problem)
                .param("now", now())
                .update();
    }

    int retry(String recipient) {
        return retry("recipient = :which", recipient);
    }

    int retry(Collection<UUID> ids) {
        return ids.isEmpty() ? 0 : retry("id in (:which)", ids);
    }

    /** Back in line, with the time that a new message has. */
    private int retry(String condition, Object which) {
        return jdbc.sql("update notification_delivery set state = 'waiting', attempts = 0, since = :now, due_at = :now,"
                        + " ended_at = null, claimed_until = null where state = 'parked' and " + condition)
                .param("which", which)
                .param("now", now())
                .update();
    }

    List<Delivery> parked(String recipient, int count) {
        return jdbc.sql("select " + COLUMNS
                        + " where d.state = 'parked' and (:recipient::text is null or d.recipient = :recipient)"
                        + " order by d.seq limit :count")
                .param("recipient", recipient)
                .param("count", count)
                .query(Delivery::of)
                .list();
    }

    /** Those of a Subscription with a number in this range, in order. */
    List<Delivery> numbered(String recipient, long from, long to, int count) {
        return jdbc.sql(
                        "select " + COLUMNS
                                + " where d.recipient = :recipient and d.number between :from and :to order by d.number limit :count")
                .param("recipient", recipient)
                .param("from", from)
                .param("to", to)
                .param("count", count)
                .query(Delivery::of)
                .list();
    }

    long count(String state, String recipient) {
        return jdbc.sql(
                        """
                        select count(*) from notification_delivery
                        where state = :state and (:recipient::text is null or recipient = :recipient)
                        """)
                .param("state", state)
                .param("recipient", recipient)
                .query(Long.class)
                .single();
    }

    /** When the oldest message that is still under way was to be sent first. */
    Optional<Instant> oldestWaiting() {
        return jdbc.sql("select min(since) from notification_delivery where state = 'waiting'")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** What has ended before this time is forgotten; what is parked is not. */
    void forget(Instant before) {
        jdbc.sql("delete from notification_delivery where state in ('sent', 'withheld') and ended_at < :before")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        """
                        delete from notification_event e where e.dispatched_at < :before
                        and not exists (select 1 from notification_delivery d where d.event_id = e.id)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the server keeps of Subscriptions beside the resources: headers, owner, counter, state. */
@Component
class Subscriptions {

    private final JdbcClient jdbc;
    private final Clock clock;

    Subscriptions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a client has asked for. */
    record Wish(
            String topic,
            List<String> filters,
            String endpoint,
            List<String> headers,
            Integer heartbeat,
            Integer timeout,
            Instant endsAt) {}

    /**
     * @param version grows with each write of the client
     * @param topic code
     * @param owner who wrote it; what is told is what the owner may see
     * @param events how many there were since it runs
     */
    record Entry(
            String id,
            long version,
            String topic,
            List<String> filters,
            String endpoint,
            List<String> headers,
            Integer timeout,
            Caller owner,
            String status,
            long events) {

        boolean isActive() {
            return status.equals("active");
        }

        /** Not as it would print by itself: headers are secrets. */
        @Override
        public String toString() {
            return "Subscription/" + id;
        }
    }

    /** It stays the owner's whoever changes it; another client of the same organization takes the place of the first. */
    void put(String id, Wish wish, Caller owner, String status) {
        jdbc.sql(
                        """
                        insert into notification_subscription (id, topic, filters, endpoint, headers, heartbeat, timeout, ends_at,
                            owner_subject, owner_role, owner, owner_organization, status)
                        values (:id, :topic, :filters, :endpoint, :headers, :heartbeat, :timeout, :ends,
                            :subject, :role, :owner, :organization, :status)
                        on conflict (id) do update set version = notification_subscription.version + 1,
                            topic = excluded.topic, filters = excluded.filters, endpoint = excluded.endpoint,
                            headers = excluded.headers, heartbeat = excluded.heartbeat, timeout = excluded.timeout,
                            ends_at = excluded.ends_at, status = excluded.status, problem = null, claimed_until = null,
                            owner_subject = case when (notification_subscription.owner_role, notification_subscription.owner,
                                    notification_subscription.owner_organization)
                                  is not distinct from (excluded.owner_role, excluded.owner, excluded.owner_organization)
                                then excluded.owner_subject else notification_subscription.owner_subject end,
                            running_since = case when excluded.status = 'off' then null
                                else notification_subscription.running_since end
                        """)
                .param("id", id)
                .param("topic", wish.topic())
                .param("filters", wish.filters().toArray(String[]::new))
                .param("endpoint", wish.endpoint())
                .param("headers", wish.headers().toArray(String[]::new))
                .param("heartbeat", wish.heartbeat())
                .param("timeout", wish.timeout())
                .param("ends", wish.endsAt() == null ? null : wish.endsAt().atOffset(ZoneOffset.UTC))
                .param("subject", owner.subject())
                .param("role", owner.role().name())
                .param("owner", owner.party())
                .param("organization", owner.organization().orElse(null))
                .param("status", status)
                .update();
    }

    Optional<Entry> find(String id) {
        return jdbc.sql("select * from notification_subscription where id = :id")
                .param("id", id)
                .query(Subscriptions::entry)
                .optional();
    }

    /** Those not switched off, of one party or, where it has one, its organization. */
    int countOf(Caller owner) {
        return jdbc.sql(
                        """
                        select count(*) from notification_subscription
                        where status <> 'off' and (owner = :owner or owner_organization = :organization)
                        """)
                .param("owner", owner.party())
                .param("organization", owner.organization().orElse(null))
                .query(Integer.class)
                .single();
    }

    /** Those of a topic that ran when something happened, in a fixed order, locked so that each event gets a number of its own. */
    List<Entry> running(String topic, Instant at) {
        return jdbc.sql(
                        """
                        select * from notification_subscription
                        where topic = :topic and running_since <= :at and status <> 'off' and (ends_at is null or ends_at > :at)
                        order by id for update
                        """)
                .param("topic", topic)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(Subscriptions::entry)
                .list();
    }

    long nextNumber(String id) {
        return jdbc.sql(
                        """
                        update notification_subscription set last_number = last_number + 1 where id = :id returning last_number
                        """)
                .param("id", id)
                .query(Long.class)
                .single();
    }

    /** One that waits for its handshake; other servers leave it alone for the time of the lease. */
    Optional<Entry> claimHandshake(Duration lease) {
        return claim("status = 'requested'", "claimed_until = :until", lease);
    }

    /** One to which nothing has been sent for its heartbeat period. */
    Optional<Entry> claimHeartbeat(Duration lease) {
        return claim(
                """
                status = 'active' and heartbeat > 0
                and (ends_at is null or ends_at > :now) and last_contact + heartbeat * interval '1 second' <= :now
                """,
                "claimed_until = :until, last_contact = :now",
                lease);
    }

    private Optional<Entry> claim(String condition, String change, Duration lease) {
        return jdbc.sql("update notification_subscription set " + change
                        + " where id = (select id from notification_subscription where " + condition
                        + " and (claimed_until is null or claimed_until <= :now) order by id limit 1 for update skip locked)"
                        + " returning *")
                .param("now", now())
                .param("until", now().plus(lease))
                .query(Subscriptions::entry)
                .optional();
    }

    /** Gone past their end, and to be switched off. */
    List<Entry> ended() {
        return jdbc.sql("select * from notification_subscription where status <> 'off' and ends_at <= :now order by id")
                .param("now", now())
                .query(Subscriptions::entry)
                .list();
    }

    /** @return whether the client has not changed it meanwhile */
    boolean set(Entry entry, String status, String problem) {
        return jdbc.sql(
                                """
                                update notification_subscription set status = :status, problem = :problem, claimed_until = null,
                                    running_since = case when :status = 'off' then null
                                        when :status = 'active' and running_since is null then :now else running_since end,
                                    last_contact = case when :status = 'active' then :now else last_contact end
                                where id = :id and version = :version
                                """)
                        .param("status", status)
                        .param("problem", problem)
                        .param("now", now())
                        .param("id", entry.id())
                        .param("version", entry.version())
                        .update()
                == 1;
    }

    void release(String id) {
        jdbc.sql("update notification_subscription set claimed_until = null where id = :id")
                .param("id", id)
                .update();
    }

    /** Whether anything was taken by the subscriber after this time. */
    boolean isHeardFromSince(String id, Instant since) {
        return jdbc.sql(
                        """
                        select exists (select 1 from notification_delivery
                        where recipient = :recipient and channel = 'rest-hook' and state = 'sent' and ended_at >= :since)
                        """)
                .param("recipient", "Subscription/" + id)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getLong("version"),
                row.getString("topic"),
                list(row.getArray("filters")),
                row.getString("endpoint"),
                list(row.getArray("headers")),
                row.getObject("timeout", Integer.class),
                new Caller(
                        row.getString("owner_subject"),
                        Role.valueOf(row.getString("owner_role")),
                        row.getString("owner"),
                        Optional.ofNullable(row.getString("owner_organization")),
                        Set.of()),
                row.getString("status"),
                row.getLong("last_number"));
    }

    private static List<String> list(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package health.consilium.access.audit;

import health.consilium.access.audit.rules.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes events from the inbox into the trail and hangs them into the chain; of several servers one at a time. */
@Component
class AuditChain {

    private static final long LOCK = 0x6175_6469_74L;
    private static final int AT_ONCE = 1000;

    /** An event that came twice is there once. */
    private static final String TAKE =
            """
            with taken as (
                insert into audit_event
                    (id, recorded, kind, subject, party, organization, patients, cases, entities, content)
                select said.*, waiting.content
                from (select position, content from audit_inbox order by position limit ?) as waiting
                  cross join lateral audit_columns(waiting.content) as said
                order by waiting.position
                on conflict do nothing
                returning position, id, content)
            select id, content from taken order by position
            """;

    private static final String CLEAR =
            """
            delete from audit_inbox using audit_event
            where audit_event.id = (audit_inbox.content::json ->> 'id')::uuid
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    AuditChain(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        // Others wait for its end, and it is not to wait for the end of what its caller does.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private record Taken(UUID event, String content) {}

    private record Link(long position, byte[] hash) {}

    /** Takes all that was committed to the inbox; returns how many events that were. */
    int link() {
        int linked = 0;
        int batch;
        do {
            batch = transaction.execute(status -> linkBatch());
            linked += batch;
        } while (batch == AT_ONCE);
        return linked;
    }

    private int linkBatch() {
        // What another server is taking is here until it is there.
        if (Boolean.FALSE.equals(jdbc.queryForObject("select exists (select 1 from audit_inbox)", Boolean.class))) {
            return 0;
        }
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
        List<Taken> taken =
                jdbc.query(TAKE, (row, index) -> new Taken(row.getObject(1, UUID.class), row.getString(2)), AT_ONCE);
        if (!taken.isEmpty()) {
            append(taken);
        }
        jdbc.update(CLEAR);
        return taken.size();
    }

    private void append(List<Taken> events) {
        Link last = last().orElse(new Link(0, Chain.start()));
        long position = last.position();
        byte[] hash = last.hash();
        List<Object[]> links = new ArrayList<>();
        for (Taken event : events) {
            hash = Chain.next(hash, event.content());
            links.add(new Object[] {++position, event.event(), hash});
        }
        jdbc.batchUpdate("insert into audit_link (position, event, hash) values (?, ?, ?)", links);
    }

    /** Where the chain ends, as {@link AuditVerifier} tells it; empty where there is none yet. */
    Optional<String> head() {
        return last().map(link -> Chain.head(link.position(), link.hash()));
    }

    private Optional<Link> last() {
        return jdbc
                .query(
                        "select position, hash from audit_link order by position desc limit 1",
                        (row, index) -> new Link(row.getLong(1), row.getBytes(2)))
                .stream()
                .findFirst();
    }
}

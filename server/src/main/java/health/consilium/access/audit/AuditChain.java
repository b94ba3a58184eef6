package health.consilium.access.audit;

import health.consilium.access.audit.rules.Chain;
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

    private static final String WAITING = "select position from audit_inbox order by position limit ?";

    /** An event that came twice is there once. */
    private static final String TAKE =
            """
            with taken as (
                insert into audit_event
                    (id, recorded, kind, subject, party, organization, patients, cases, entities, content)
                select said.*, waiting.content
                from audit_inbox as waiting
                  cross join lateral audit_columns(waiting.content) as said
                where waiting.position = any (?)
                order by waiting.position
                on conflict do nothing
                returning position, id, content)
            select id, content from taken order by position
            """;

    private static final String LINK =
            """
            insert into audit_link (position, event, hash)
            select * from unnest(cast(? as bigint[]), cast(? as uuid[]), cast(? as bytea[]))
            """;

    /** By their positions: PostgreSQL, which cannot know how few events wait, would look for them through the whole trail. */
    private static final String CLEAR = "delete from audit_inbox where position = any (?)";

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
        Long[] waiting = jdbc.queryForList(WAITING, Long.class, AT_ONCE).toArray(Long[]::new);
        List<Taken> taken = jdbc.query(
                TAKE, (row, index) -> new Taken(row.getObject(1, UUID.class), row.getString(2)), (Object) waiting);
        if (!taken.isEmpty()) {
            append(taken);
        }
        jdbc.update(CLEAR, (Object) waiting);
        return waiting.length;
    }

    private void append(List<Taken> events) {
        Link last = last().orElse(new Link(0, Chain.start()));
        Long[] positions = new Long[events.size()];
        UUID[] ids = new UUID[events.size()];
        byte[][] hashes = new byte[events.size()][];
        byte[] hash = last.hash();
        for (int i = 0; i < events.size(); i++) {
            hash = Chain.next(hash, events.get(i).content());
            positions[i] = last.position() + 1 + i;
            ids[i] = events.get(i).event();
            hashes[i] = hash;
        }
        jdbc.update(LINK, positions, ids, hashes);
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

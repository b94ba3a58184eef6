package health.consilium.access.audit;

import health.consilium.access.audit.rules.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hangs events into the chain, in the order in which they are found; of several servers one at a time. */
@Component
class AuditChain {

    private static final long LOCK = 0x6175_6469_74L;
    private static final int AT_ONCE = 1000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    AuditChain(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Pending(UUID event, String content) {}

    private record Link(long position, byte[] hash) {}

    /** Links what is pending; returns how many events that were. */
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
        if (!Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, LOCK))) {
            return 0;
        }
        List<Pending> pending = jdbc.query(
                """
                select event.id, event.content from audit_pending join audit_event event on event.id = audit_pending.event
                order by event.position limit ?
                """,
                (row, index) -> new Pending(row.getObject(1, UUID.class), row.getString(2)),
                AT_ONCE);
        if (!pending.isEmpty()) {
            append(pending);
        }
        return pending.size();
    }

    private void append(List<Pending> pending) {
        Link last = last();
        long position = last.position();
        byte[] hash = last.hash();
        List<Object[]> links = new ArrayList<>();
        List<Object[]> done = new ArrayList<>();
        for (Pending event : pending) {
            hash = Chain.next(hash, event.content());
            links.add(new Object[] {++position, event.event(), hash});
            done.add(new Object[] {event.event()});
        }
        jdbc.batchUpdate("insert into audit_link (position, event, hash) values (?, ?, ?)", links);
        jdbc.batchUpdate("delete from audit_pending where event = ?", done);
    }

    private Link last() {
        return jdbc
                .query(
                        "select position, hash from audit_link order by position desc limit 1",
                        (row, index) -> new Link(row.getLong(1), row.getBytes(2)))
                .stream()
                .findFirst()
                .orElse(new Link(0, Chain.start()));
    }
}

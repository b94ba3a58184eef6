package health.consilium.access.audit;

import health.consilium.access.audit.rules.Chain;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the whole chain and says where it does not hold. */
@Component
class AuditVerifier {

    private static final int FAULTS_TOLD = 20;

    /** Rows at a time: the trail of years does not fit into memory. */
    private static final int FETCH = 1000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    AuditVerifier(DataSource dataSource, PlatformTransactionManager transactions) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(FETCH);
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    /**
     * What was found.
     *
     * @param links how many events the chain has
     * @param head position and hash of the last link, such as {@code 17:ab12…}, to be kept elsewhere: a chain that was cut off
     *     behind is whole in itself
     * @param pending events that wait to be linked
     * @param faults what is wrong; the first of them
     */
    record Verification(long links, String head, long pending, List<String> faults) {

        boolean holds() {
            return faults.isEmpty();
        }
    }

    /** @param known a head as told by an earlier verification, which the chain must still contain; null for none */
    Verification verify(String known) {
        return transaction.execute(status -> walk(known));
    }

    private Verification walk(String known) {
        Walk walk = new Walk(known);
        jdbc.query(
                """
                select link.position, link.hash, event.id, event.content,
                       (event.id, event.recorded, event.kind, event.subject, event.party, event.organization,
                        event.patients, event.cases) is not distinct from
                       (said.id, said.recorded, said.kind, said.subject, said.party, said.organization,
                        said.patients, said.cases)
                         and event.entities @> said.entities and event.entities <@ said.entities
                from audit_link link left join audit_event event on event.id = link.event
                  left join lateral audit_columns(event.content) as said on true
                order by link.position
                """,
                (RowCallbackHandler) walk::next);
        walk.end();
        long pending = count("select count(*) from audit_inbox");
        long loose = count(
                """
                select count(*) from audit_event event
                where not exists (select 1 from audit_link where audit_link.event = event.id)
                """);
        if (loose > 0) {
            walk.fault(loose + " events are in no chain");
        }
        return new Verification(walk.position, walk.head(), pending, walk.told());
    }

    private long count(String sql) {
        return jdbc.queryForObject(sql, Long.class);
    }

    /** Link after link. */
    private static final class Walk {

        private final List<String> faults = new ArrayList<>();
        private final String known;
        private byte[] hash = Chain.start();
        private long position;
        private boolean met;

        Walk(String known) {
            this.known = known;
            this.met = known == null;
        }

        void next(ResultSet row) throws SQLException {
            long at = row.getLong(1);
            byte[] stored = row.getBytes(2);
            String content = row.getString(4);
            if (at != position + 1) {
                fault("Links " + (position + 1) + " to " + (at - 1) + " are missing");
            }
            if (content == null) {
                fault("The event of link " + at + " is missing");
            } else {
                if (!Arrays.equals(stored, Chain.next(hash, content))) {
                    fault("Link " + at + " does not fit: event " + row.getString(3) + " or the link was changed");
                }
                if (!row.getBoolean(5)) {
                    fault("The columns of event " + row.getString(3) + " are not what its content says");
                }
            }
            position = at;
            hash = stored;
            met |= head().equals(known);
        }

        void end() {
            if (!met) {
                fault("The chain does not contain " + known + " any more: it was cut off or written anew");
            }
        }

        void fault(String text) {
            faults.add(text);
        }

        String head() {
            return Chain.head(position, hash);
        }

        List<String> told() {
            return List.copyOf(faults.subList(0, Math.min(faults.size(), FAULTS_TOLD)));
        }
    }
}

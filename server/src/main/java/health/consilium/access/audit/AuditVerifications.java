package health.consilium.access.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Verifies the trail, remembers what was found and tells the operator: in the log, and on the health page as {@code audit}. */
@Component("audit")
class AuditVerifications implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(AuditVerifications.class);

    private final AuditChain chain;
    private final AuditVerifier verifier;
    private final JdbcClient jdbc;
    private final Clock clock;

    AuditVerifications(AuditChain chain, AuditVerifier verifier, JdbcClient jdbc, Clock clock) {
        this.chain = chain;
        this.verifier = verifier;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Remembered(OffsetDateTime finished, long links, String head, String fault) {}

    /** Links what waits, then reads the chain from its start; the head of the last verification must still be in it. */
    AuditVerifier.Verification run() {
        chain.link();
        AuditVerifier.Verification found =
                verifier.verify(lastGood().map(Remembered::head).orElse(null));
        jdbc.sql("insert into audit_verification (finished, links, head, fault) values (:now, :links, :head, :fault)")
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("links", found.links())
                .param("head", found.head())
                .param("fault", found.holds() ? null : found.faults().get(0))
                .update();
        if (found.holds()) {
            log.info("The audit trail holds: {} events, head {}", found.links(), found.head());
        } else {
            found.faults().forEach(fault -> log.error("The audit trail does not hold: {}", fault));
        }
        return found;
    }

    private Optional<Remembered> lastGood() {
        return remembered("where fault is null and links > 0");
    }

    private Optional<Remembered> remembered(String where) {
        return jdbc.sql("select finished, links, head, fault from audit_verification " + where
                        + " order by id desc limit 1")
                .query((row, index) -> new Remembered(
                        row.getObject(1, OffsetDateTime.class), row.getLong(2), row.getString(3), row.getString(4)))
                .optional();
    }

    @Override
    public Health health() {
        return remembered("")
                .map(last -> (last.fault() == null ? Health.up() : Health.down().withDetail("fault", last.fault()))
                        .withDetail("verified", last.finished().toString())
                        .withDetail("events", last.links())
                        .build())
                .orElseGet(() -> Health.up().withDetail("verified", "not yet").build());
    }
}

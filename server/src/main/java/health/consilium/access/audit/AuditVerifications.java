package health.consilium.access.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Verifies the trail, remembers what was found and tells the operator: in the log, and on the health page as {@code audit}. There
 * it is down when the trail does not hold, and a warning when nobody looks any more: what stopped linking or verifying says
 * nothing by itself.
 */
@Component("audit")
class AuditVerifications implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(AuditVerifications.class);

    private static final String WARNING = "WARNING";

    /** A day, and time for the verification itself. */
    private static final Duration VERIFIED_WITHIN = Duration.ofHours(25);

    /** Of the longest time that an event should wait. */
    private static final int INTERVALS = 60;

    private final AuditChain chain;
    private final AuditVerifier verifier;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration linkedWithin;

    AuditVerifications(AuditChain chain, AuditVerifier verifier, JdbcClient jdbc, Clock clock, AuditSettings settings) {
        this.chain = chain;
        this.verifier = verifier;
        this.jdbc = jdbc;
        this.clock = clock;
        this.linkedWithin = settings.linkInterval().multipliedBy(INTERVALS);
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
        Optional<Remembered> last = remembered("");
        Optional<Instant> waiting = jdbc.sql(
                        "select (content::json ->> 'recorded')::timestamptz from audit_inbox order by position limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
        boolean linked = waiting.filter(since -> isOlder(since, linkedWithin)).isEmpty();
        boolean verified = last.filter(found -> isOlder(found.finished().toInstant(), VERIFIED_WITHIN))
                .isEmpty();
        Health.Builder health = linked && verified
                ? Health.up()
                : Health.status(new Status(
                        WARNING,
                        linked ? "The trail is not verified any more" : "Events are not linked into the chain"));
        last.map(Remembered::fault).ifPresent(fault -> health.down().withDetail("fault", fault));
        health.withDetail(
                "verified", last.map(found -> found.finished().toString()).orElse("not yet"));
        last.ifPresent(found -> health.withDetail("events", found.links()));
        waiting.ifPresent(since -> health.withDetail("oldestWaitingSince", since.toString()));
        return health.build();
    }

    private boolean isOlder(Instant then, Duration age) {
        return then.isBefore(clock.instant().minus(age));
    }
}

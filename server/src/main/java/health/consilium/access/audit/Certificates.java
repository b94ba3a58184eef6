package health.consilium.access.audit;

import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Erased;
import health.consilium.access.audit.rules.Kind;
import health.consilium.access.audit.rules.Purpose;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Certificates of erasure, and refusals of it: events of the trail, chained like all others. No patient is named; the trail
 * tells by the number of the case whom earlier events were about, to auditors alone.
 */
@Component
public class Certificates {

    private final AuditLog log;
    private final Clock clock;

    Certificates(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * What is certified.
     *
     * @param id of the event; the same again is the same certificate
     * @param caseNumber of the case concerned
     * @param system of the identifier of what was erased
     * @param value of the identifier of what was erased
     * @param scope code of {@code CodeSystem/purge-scope}
     * @param reason code of {@code CodeSystem/purge-reason}
     * @param counts how many there were, by type
     * @param sha256 of the bytes that were destroyed
     * @param ground what it rests on, or why it was refused; null for neither
     */
    public record Statement(
            UUID id,
            String caseNumber,
            String system,
            String value,
            String scope,
            String reason,
            Map<String, Integer> counts,
            List<String> sha256,
            String ground) {}

    /** Certifies, in the transaction under way. */
    public void certify(Statement statement) {
        append(Kind.ERASURE, AuditRecord.SUCCESS, statement);
    }

    /** Records that an erasure was refused, and on what ground; stays though the request fails. */
    public void refuse(Statement statement, String code) {
        append(Kind.ERASURE_REFUSED, code, statement);
    }

    private void append(Kind kind, String outcome, Statement statement) {
        Agent agent = Requests.agent();
        log.append(List.of(new AuditRecord(
                statement.id(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                kind,
                "$purge",
                outcome,
                Purpose.of(agent.role()),
                agent,
                List.of(),
                List.of(statement.caseNumber()),
                List.of(),
                null,
                Requests.current().map(Requests::id).orElse(null),
                null,
                null,
                new Erased(
                        new Erased.Identifier(statement.system(), statement.value()),
                        statement.scope(),
                        statement.reason(),
                        statement.counts(),
                        statement.sha256(),
                        statement.ground()))));
    }
}

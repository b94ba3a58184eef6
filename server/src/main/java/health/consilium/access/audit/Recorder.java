package health.consilium.access.audit;

import health.consilium.access.CasePatients;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.access.audit.rules.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes events of what was touched, and appends them to the trail. */
@Component
class Recorder {

    /** Interaction of who uses a link, which is none of FHIR. */
    static final String LINK = "shared-link";

    private final AuditLog log;
    private final AuditWriter writer;
    private final CasePatients patients;
    private final Clock clock;

    Recorder(AuditLog log, AuditWriter writer, CasePatients patients, Clock clock) {
        this.log = log;
        this.writer = writer;
        this.patients = patients;
        this.clock = clock;
    }

    /**
     * A deed.
     *
     * @param kind what it is
     * @param interaction see {@link AuditRecord}
     * @param outcome see {@link AuditRecord}
     * @param query see {@link AuditRecord}
     * @param request see {@link AuditRecord}
     */
    record Deed(Kind kind, String interaction, String outcome, String query, String request) {

        /** What the current request, if there is one, has brought about. */
        static Deed done(Kind kind, String interaction) {
            String request = Requests.current().map(Requests::id).orElse(null);
            return new Deed(kind, interaction, AuditRecord.SUCCESS, null, request);
        }
    }

    /** A deed, and on what it was done. */
    record Done(Deed deed, List<Trace.Share> shares) {}

    /** One event for each share, as IHE BALP wants one for each patient. */
    void record(Agent agent, Deed deed, List<Trace.Share> shares) {
        log.append(events(now(), agent, List.of(new Done(deed, shares))));
    }

    /** What one request did in several ways; all of it is recorded or nothing. */
    void record(Agent agent, List<Done> all) {
        if (!all.isEmpty()) {
            log.append(events(now(), agent, all));
        }
    }

    /** What somebody gave a reason for. */
    void record(Agent agent, Deed deed, Trace.Share share, String note) {
        record(agent, deed, share, note, purpose(agent, share));
    }

    /** The same for a purpose that is not that of the role. */
    void record(Agent agent, Deed deed, Trace.Share share, String note, String purpose) {
        log.append(List.of(event(now(), agent, deed, share, note, purpose)));
    }

    /** As {@link #record}, apart from the thread that calls. What is returned waits until it is written. */
    Runnable recordAside(Agent agent, Deed deed, List<Trace.Share> shares) {
        Instant now = now();
        return writer.begin(() -> events(now, agent, List.of(new Done(deed, shares))));
    }

    private List<AuditRecord> events(Instant when, Agent agent, List<Done> all) {
        return all.stream()
                .flatMap(done -> done.shares().stream()
                        .map(share -> event(when, agent, done.deed(), share, null, purpose(agent, share))))
                .toList();
    }

    /** What happened to no resource, such as a sign-in. */
    void record(Agent agent, Deed deed) {
        record(agent, deed, List.of(new Trace.Share()));
    }

    private static String purpose(Agent agent, Trace.Share share) {
        return share.emergencies().isEmpty() ? Purpose.of(agent.role()) : Purpose.BREAK_GLASS;
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private AuditRecord event(Instant when, Agent agent, Deed deed, Trace.Share share, String note, String purpose) {
        Optional<String> emergency = share.emergencies().stream().findFirst();
        return new AuditRecord(
                UUID.randomUUID(),
                when,
                deed.kind(),
                deed.interaction(),
                deed.outcome(),
                purpose,
                agent,
                share.patients().isEmpty()
                        ? share.cases().stream()
                                .flatMap(number -> patients.of(number).stream())
                                .toList()
                        : List.copyOf(share.patients()),
                List.copyOf(share.cases()),
                List.copyOf(share.entities()),
                deed.query(),
                deed.request(),
                note,
                emergency.orElse(null),
                null);
    }
}

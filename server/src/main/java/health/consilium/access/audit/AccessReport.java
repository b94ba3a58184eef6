package health.consilium.access.audit;

import health.consilium.access.CaseAccess;
import health.consilium.access.Concerned;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import health.consilium.smart.Proxies;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/** Who looked at a patient's records, when and why: for the patient, in words, a day's like deeds together. */
@Component
class AccessReport {

    /** More than a person reads, and little enough to hold. */
    private static final int EVENTS = 10_000;

    private final CaseAccess access;
    private final AuditLog log;
    private final PatientCases cases;
    private final AgentNames names;
    private final Proxies proxies;
    private final Clock clock;

    AccessReport(CaseAccess access, AuditLog log, PatientCases cases, AgentNames names, Proxies proxies, Clock clock) {
        this.access = access;
        this.log = log;
        this.cases = cases;
        this.names = names;
        this.proxies = proxies;
        this.clock = clock;
    }

    /**
     * Like deeds of a day.
     *
     * @param first moment of the first
     * @param last moment of the last
     * @param who name, organization and role
     * @param role code of the role; empty where it is not known
     * @param party who, as a reference; empty where it is not known
     * @param what in words
     * @param why in words
     * @param records how many resources
     */
    record Entry(
            Instant first, Instant last, String who, String role, String party, String what, String why, int records) {}

    /**
     * The entries, the newest first.
     *
     * @param truncated whether there are more than were read
     */
    record Report(List<Entry> entries, boolean truncated) {}

    private record Group(LocalDate day, String party, Kind kind, boolean consent, String purpose, String note) {}

    Report of(String patientId, AccessReportRequest request) {
        String patient = "Patient/"
                + access.require(Patient.class, patientId).getIdElement().getIdPart();
        AuditQuery query = new AuditQuery()
                .about(patient, cases.of(patient))
                .from(request.start(clock))
                .before(request.end(clock));
        List<AuditRecord> events = log.search(query, 0, EVENTS);
        Map<Group, List<AuditRecord>> groups = new LinkedHashMap<>();
        events.stream()
                .filter(event -> request.own() || !event.agent().party().equals(patient))
                .forEach(event -> groups.computeIfAbsent(group(event), key -> new ArrayList<>())
                        .add(event));
        ReportWords words = new ReportWords(request.language());
        String id = patient.substring(patient.indexOf('/') + 1);
        AccessReportParties parties = new AccessReportParties(patient, proxies.actingFor(id), events, names, words);
        List<Entry> entries = groups.values().stream()
                .map(group -> entry(group, words, parties))
                .toList();
        return new Report(entries, events.size() == EVENTS);
    }

    private static Group group(AuditRecord event) {
        Agent agent = event.agent();
        String party = agent.party().isEmpty() ? agent.subject() : agent.party();
        LocalDate day = LocalDate.ofInstant(event.recorded(), ZoneOffset.UTC);
        String note = isOfLink(event) ? null : event.note();
        return new Group(day, party, event.kind(), event.ofConsentAlone(), event.purpose(), note);
    }

    private static boolean isOfLink(AuditRecord event) {
        return Recorder.LINK.equals(event.interaction());
    }

    private static String what(AuditRecord event, int records, ReportWords words) {
        if (isOfLink(event)) {
            return words.whatOfLink(event.kind());
        }
        return event.ofConsentAlone()
                ? words.whatOfConsent(event.kind())
                : words.what(event.kind(), records, event.note());
    }

    private static Entry entry(List<AuditRecord> group, ReportWords words, AccessReportParties parties) {
        AuditRecord newest = group.get(0);
        int records = group.stream()
                .flatMap(event -> event.records().stream())
                .map(Concerned::unversioned)
                .collect(Collectors.toSet())
                .size();
        Agent agent = newest.agent();
        return new Entry(
                group.get(group.size() - 1).recorded(),
                newest.recorded(),
                parties.who(agent),
                parties.role(agent),
                agent.party(),
                what(newest, records, words),
                parties.why(newest),
                records);
    }
}

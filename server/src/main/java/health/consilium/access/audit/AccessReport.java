package health.consilium.access.audit;

import health.consilium.access.CaseAccess;
import health.consilium.access.Concerned;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
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
    private final Clock clock;

    AccessReport(CaseAccess access, AuditLog log, PatientCases cases, AgentNames names, Clock clock) {
        this.access = access;
        this.log = log;
        this.cases = cases;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Like deeds of a day.
     *
     * @param first moment of the first
     * @param last moment of the last
     * @param who name and organization
     * @param agent who
     * @param what in words
     * @param why in words
     * @param records how many resources
     */
    record Entry(Instant first, Instant last, String who, Agent agent, String what, String why, int records) {}

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
        Map<String, String> known = new LinkedHashMap<>();
        List<Entry> entries = groups.values().stream()
                .map(group -> entry(group, words, known))
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

    /** Who has no role here came by a link, and is called by no other name than the own word. */
    private static String who(Agent agent, String name, String role, ReportWords words) {
        if (role.isEmpty()) {
            return words.byLink(agent.subject());
        }
        return name.isEmpty() ? role : name + " (" + role + ")";
    }

    private static String what(AuditRecord event, int records, ReportWords words) {
        if (isOfLink(event)) {
            return words.whatOfLink(event.kind());
        }
        return event.ofConsentAlone()
                ? words.whatOfConsent(event.kind())
                : words.what(event.kind(), records, event.note());
    }

    private Entry entry(List<AuditRecord> group, ReportWords words, Map<String, String> known) {
        AuditRecord newest = group.get(0);
        int records = group.stream()
                .flatMap(event -> event.records().stream())
                .map(Concerned::unversioned)
                .collect(Collectors.toSet())
                .size();
        Agent agent = newest.agent();
        String role = words.role(agent.role());
        String name = known.computeIfAbsent(agent.party(), party -> names.of(agent));
        return new Entry(
                group.get(group.size() - 1).recorded(),
                newest.recorded(),
                who(agent, name, role, words),
                agent,
                what(newest, records, words),
                words.why(newest.purpose()),
                records);
    }
}

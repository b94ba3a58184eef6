package health.consilium.access.audit;

import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who did what a patient is told, in the patient's words. Who acts for the patient has the role of a patient here, and is told
 * apart: what a proxy did is not what the patient did.
 */
final class AccessReportParties {

    /** In place of the role's code. */
    private static final String PROXY = "proxy";

    private static final String PATIENT = "patient";

    /** Anybody may have tried. */
    private static final Set<Kind> NOT_DONE = Set.of(Kind.DENIED, Kind.FAILED);

    private final String patient;
    private final Set<String> proxies;
    private final AgentNames names;
    private final ReportWords words;
    private final Map<String, String> known = new HashMap<>();

    /**
     * @param patient such as {@code Patient/1}
     * @param proxies accounts of those who act for the patient now
     * @param events in which those are found who did
     */
    AccessReportParties(
            String patient, List<String> proxies, List<AuditRecord> events, AgentNames names, ReportWords words) {
        this.patient = patient;
        this.proxies = new HashSet<>(proxies);
        this.names = names;
        this.words = words;
        events.stream()
                .filter(event -> !NOT_DONE.contains(event.kind()))
                .forEach(event -> this.proxies.add(event.agent().subject()));
    }

    /** Code of the role; empty where it is not known. */
    String role(Agent agent) {
        return isProxy(agent) ? PROXY : agent.role();
    }

    String who(Agent agent) {
        return known.computeIfAbsent(agent.subject() + " " + agent.party(), key -> called(agent));
    }

    /** Who has no role here came by a link, and is called by no other name than the own word. */
    private String called(Agent agent) {
        if (agent.role().isEmpty()) {
            return words.byLink(agent.subject());
        }
        String role = roleInWords(agent);
        String name = agent.role().equals(PATIENT) ? names.ofPatientOrRelative(agent) : names.of(agent);
        return name.isEmpty() ? role : name + " (" + role + ")";
    }

    private String roleInWords(Agent agent) {
        if (isProxy(agent)) {
            return words.proxy(names.relationship(agent, patient));
        }
        return isAnotherPatient(agent) ? words.anotherPatient() : words.role(agent.role());
    }

    /** A stranger who tried did so for no purpose of the patient's. */
    String why(AuditRecord event) {
        if (isProxy(event.agent())) {
            return words.whyOfProxy(event.purpose());
        }
        return isAnotherPatient(event.agent()) ? "" : words.why(event.purpose());
    }

    private boolean isProxy(Agent agent) {
        return isAnotherPatient(agent) && proxies.contains(agent.subject());
    }

    private boolean isAnotherPatient(Agent agent) {
        return agent.role().equals(PATIENT) && !agent.party().equals(patient);
    }
}

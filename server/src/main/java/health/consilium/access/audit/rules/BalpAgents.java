package health.consilium.access.audit.rules;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;

/** Who took part in an event: the server, the client, and the person that acts through it. */
final class BalpAgents {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private static final String KEEPING = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
    private static final String ROLE = "https://w3id.org/consilium/fhir/CodeSystem/case-role";
    static final Reference SERVER = new Reference("Device/consilium").setDisplay("Consilium");

    /** In these a person says what is to be; in all others a person gets to know what is. */
    private static final Set<Kind> AUTHORED = Set.of(Kind.CREATE, Kind.UPDATE, Kind.DELETE);

    private final AuditRecord event;
    private final String base;
    private final List<CodeableConcept> purposes;
    private final AuditEvent audit;

    BalpAgents(AuditRecord event, String base, List<CodeableConcept> purposes, AuditEvent audit) {
        this.event = event;
        this.base = base;
        this.purposes = purposes;
        this.audit = audit;
    }

    /**
     * Where the data flows from and to; in a search, as DICOM and IHE have it, that is the question and not the answer. Nothing
     * flows when something is deleted: there an application asks whoever keeps it.
     */
    void tell() {
        boolean out = event.kind() == Kind.READ || event.leaves();
        if (event.kind() == Kind.DELETE) {
            audit.addAgent(serverAgent(new Coding(KEEPING, "custodian", "Custodian")));
            audit.addAgent(clientAgent(new Coding(DICOM, "110150", "Application")));
        } else {
            audit.addAgent(serverAgent(out ? source() : destination()));
            audit.addAgent(clientAgent(out ? destination() : source()));
        }
        if (!event.agent().actsAlone() && !event.agent().equals(Agent.SERVER)) {
            audit.addAgent(userAgent());
        }
    }

    private static Coding source() {
        return new Coding(DICOM, "110153", "Source Role ID");
    }

    private static Coding destination() {
        return new Coding(DICOM, "110152", "Destination Role ID");
    }

    private AuditEventAgentComponent serverAgent(Coding type) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent();
        agent.setType(new CodeableConcept(type));
        agent.setWho(SERVER.copy()).setRequestor(false);
        agent.getNetwork().setAddress(base).setType(AuditEventAgentNetworkType._5);
        return agent;
    }

    private AuditEventAgentComponent clientAgent(Coding type) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent();
        agent.setType(new CodeableConcept(type));
        agent.setRequestor(event.agent().actsAlone());
        agent.setWho(event.agent().actsAlone() ? who() : client());
        agent.getNetwork()
                .setAddress(
                        event.agent().address() == null
                                ? "127.0.0.1"
                                : event.agent().address())
                .setType(AuditEventAgentNetworkType._2);
        return agent;
    }

    private Reference client() {
        Reference client = new Reference();
        String id = event.agent().client() == null
                ? event.agent().subject()
                : event.agent().client();
        client.getIdentifier().setValue(id);
        return client;
    }

    private AuditEventAgentComponent userAgent() {
        AuditEventAgentComponent agent = new AuditEventAgentComponent();
        agent.setType(
                new CodeableConcept(new Coding(PARTICIPATION, AUTHORED.contains(event.kind()) ? "AUT" : "IRCP", null)));
        if (!event.agent().role().isEmpty()) {
            agent.addRole(new CodeableConcept(new Coding(ROLE, event.agent().role(), null)));
        }
        agent.setWho(who()).setRequestor(true);
        purposes.forEach(purpose -> agent.addPurposeOfUse(purpose.copy()));
        return agent;
    }

    /** The account is told besides, because a resource may stand for several. */
    private Reference who() {
        Reference who = new Reference();
        if (event.agent().party().contains("/")) {
            who.setReference(event.agent().party());
        }
        who.getIdentifier().setValue(event.agent().subject());
        return who;
    }
}

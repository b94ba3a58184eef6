package health.consilium.access.audit.rules;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentNetworkType;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/**
 * An event as a FHIR AuditEvent in the patterns of IHE Basic Audit Log Patterns. The profile is claimed where there is one for
 * the event: BALP has none for transactions, operations and sign-in, which follow its shape.
 *
 * @see <a href="https://profiles.ihe.net/ITI/BALP/">IHE BALP</a>
 */
public final class BalpEvent {

    private static final String PROFILE = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final String INTERACTION = "http://hl7.org/fhir/restful-interaction";
    private static final String LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
    private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String DATA_LIFECYCLE = "http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle";
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private static final String AUTHORIZATION = "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType";
    private static final String BALP_ENTITY = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
    private static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";
    private static final String SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type";
    private static final String ROLE = "https://w3id.org/consilium/fhir/CodeSystem/case-role";

    /** Of these the interaction is by what, such as {@code passkey}. */
    private static final Set<Kind> SIGN_INS = Set.of(Kind.SIGN_IN, Kind.SIGN_IN_FAILED, Kind.TOKEN);

    private static final Reference SERVER = new Reference("Device/consilium").setDisplay("Consilium");

    private final AuditRecord event;
    private final String base;
    private final AuditEvent audit = new AuditEvent();

    private BalpEvent(AuditRecord event, String base) {
        this.event = event;
        this.base = base;
    }

    /** @param base address of the FHIR endpoint */
    public static AuditEvent of(AuditRecord event, String base) {
        return new BalpEvent(event, base).build();
    }

    private AuditEvent build() {
        audit.setId(event.id().toString());
        profile().ifPresent(name -> audit.getMeta().addProfile(PROFILE + name));
        audit.setType(type());
        audit.addSubtype(subtype());
        audit.setAction(action());
        audit.setRecorded(Date.from(event.recorded()));
        audit.setOutcome(outcome());
        if (!event.succeeded()) {
            audit.setOutcomeDesc(event.outcome());
        }
        purposes().forEach(audit::addPurposeOfEvent);
        audit.getSource().setObserver(SERVER.copy()).setSite(base).addType(new Coding(SOURCE_TYPE, "4", null));
        agents();
        entities();
        return audit;
    }

    /** An emergency that is declared for something is one all the same. */
    private List<CodeableConcept> purposes() {
        return Stream.of(event.kind() == Kind.BREAK_GLASS ? Purpose.BREAK_GLASS : null, event.purpose())
                .filter(Objects::nonNull)
                .distinct()
                .map(code -> new CodeableConcept(new Coding(Purpose.SYSTEM, code, null)))
                .toList();
    }

    private Optional<String> profile() {
        if (!event.succeeded()) {
            return Optional.empty();
        }
        String patient = event.patients().size() == 1 ? "Patient" : "";
        boolean one = event.entities().size() == 1;
        return switch (event.kind()) {
            case READ -> one ? Optional.of(patient + "Read") : Optional.empty();
            case SEARCH -> Optional.of(patient + "Query");
            case CREATE -> one ? Optional.of(patient + "Create") : Optional.empty();
            case UPDATE -> one ? Optional.of(patient + "Update") : Optional.empty();
            case DELETE -> one ? Optional.of(patient + "Delete") : Optional.empty();
            case DISCLOSURE ->
                patient.isEmpty() || event.entities().isEmpty() ? Optional.empty() : Optional.of("PrivacyDisclosure.Source");
            default -> Optional.empty();
        };
    }

    private Coding type() {
        return switch (event.kind()) {
            case DISCLOSURE, EXPORT -> new Coding(DICOM, "110106", "Export");
            case DENIED -> new Coding(DICOM, "110113", "Security Alert");
            case SIGN_IN, SIGN_IN_FAILED, SIGN_OUT, TOKEN -> new Coding(DICOM, "110114", "User Authentication");
            case ADMINISTRATION -> new Coding(DICOM, "110113", "Security Alert");
            case BREAK_GLASS -> new Coding(DICOM, "110113", "Security Alert");
            default -> new Coding(EVENT_TYPE, "rest", "Restful Operation");
        };
    }

    private Coding subtype() {
        return switch (event.kind()) {
            case DISCLOSURE -> new Coding(LIFECYCLE, "disclose", null);
            case DENIED -> new Coding(AUTHORIZATION, "AuthZ-Consent", null);
            case SIGN_IN, SIGN_IN_FAILED, TOKEN -> new Coding(DICOM, "110122", "Login");
            case SIGN_OUT -> new Coding(DICOM, "110123", "Logout");
            case ADMINISTRATION -> new Coding(DICOM, "110137", "User Security Attributes Changed");
            case BREAK_GLASS -> new Coding(DICOM, "110127", "Emergency Override Started");
            case ERASURE, ERASURE_REFUSED -> new Coding(LIFECYCLE, "destroy", "Destroy/Delete Record Lifecycle Event");
            default ->
                event.interaction().startsWith("$")
                        ? new Coding(INTERACTION, "operation", event.interaction())
                        : new Coding(INTERACTION, event.interaction(), null);
        };
    }

    private AuditEventAction action() {
        return switch (event.kind()) {
            case READ, DISCLOSURE -> AuditEventAction.R;
            case CREATE -> AuditEventAction.C;
            case UPDATE -> AuditEventAction.U;
            case DELETE, ERASURE -> AuditEventAction.D;
            default -> AuditEventAction.E;
        };
    }

    private AuditEventOutcome outcome() {
        if (event.succeeded()) {
            return AuditEventOutcome._0;
        }
        return "internal-error".equals(event.outcome()) ? AuditEventOutcome._8 : AuditEventOutcome._4;
    }

    /** Where the data flows from and to; in a search, as DICOM and IHE have it, that is the question and not the answer. */
    private void agents() {
        boolean out = event.kind() == Kind.READ || event.kind() == Kind.DISCLOSURE;
        audit.addAgent(serverAgent(out ? "110153" : "110152", out ? "Source Role ID" : "Destination Role ID"));
        audit.addAgent(clientAgent(out ? "110152" : "110153", out ? "Destination Role ID" : "Source Role ID"));
        if (!event.agent().actsAlone() && !event.agent().equals(Agent.SERVER)) {
            audit.addAgent(userAgent());
        }
    }

    private AuditEventAgentComponent serverAgent(String code, String display) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent();
        agent.setType(new CodeableConcept(new Coding(DICOM, code, display)));
        agent.setWho(SERVER.copy()).setRequestor(false);
        agent.getNetwork().setAddress(base).setType(AuditEventAgentNetworkType._5);
        return agent;
    }

    private AuditEventAgentComponent clientAgent(String code, String display) {
        AuditEventAgentComponent agent = new AuditEventAgentComponent();
        agent.setType(new CodeableConcept(new Coding(DICOM, code, display)));
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
        boolean sends = event.kind() == Kind.CREATE || event.kind() == Kind.UPDATE;
        agent.setType(new CodeableConcept(new Coding(PARTICIPATION, sends ? "AUT" : "IRCP", null)));
        if (!event.agent().role().isEmpty()) {
            agent.addRole(new CodeableConcept(new Coding(ROLE, event.agent().role(), null)));
        }
        agent.setWho(who()).setRequestor(true);
        purposes().forEach(agent::addPurposeOfUse);
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

    private void entities() {
        if (event.request() != null) {
            AuditEventEntityComponent transaction = audit.addEntity();
            transaction.setType(new Coding(BALP_ENTITY, "XrequestId", null));
            transaction.getWhat().getIdentifier().setValue(event.request());
        }
        if (event.emergency() != null) {
            AuditEventEntityComponent declaration = audit.addEntity();
            declaration.setType(new Coding(ENTITY_TYPE, "4", "Other"));
            declaration.getWhat().getIdentifier().setValue(event.emergency());
        }
        event.patients().forEach(patient -> audit.addEntity()
                .setType(new Coding(ENTITY_TYPE, "1", "Person"))
                .setRole(new Coding(OBJECT_ROLE, "1", "Patient"))
                .setWhat(new Reference(patient)));
        if (event.kind() == Kind.SEARCH) {
            audit.addEntity()
                    .setType(new Coding(ENTITY_TYPE, "2", "System Object"))
                    .setRole(new Coding(OBJECT_ROLE, "24", "Query"))
                    .setQuery(String.valueOf(event.query()).getBytes(StandardCharsets.UTF_8));
        }
        event.entities().forEach(this::entity);
        if (event.erased() != null) {
            erased(event.erased());
        }
        if (SIGN_INS.contains(event.kind())) {
            audit.addEntity().setType(new Coding(ENTITY_TYPE, "4", "Other")).setDescription(event.interaction());
        }
        if (event.note() != null) {
            audit.addEntity().setType(new Coding(ENTITY_TYPE, "4", "Other")).setDescription(event.note());
        }
    }

    /** By identifier: there is nothing left that a reference could lead to. */
    private void erased(Erased erased) {
        AuditEventEntityComponent entity = audit.addEntity();
        entity.setType(new Coding(ENTITY_TYPE, "2", "System Object"))
                .setRole(new Coding(OBJECT_ROLE, "4", "Domain Resource"))
                .setLifecycle(new Coding(DATA_LIFECYCLE, "15", "Destruction"));
        entity.getWhat()
                .getIdentifier()
                .setSystem(erased.subject().system())
                .setValue(erased.subject().value());
        detail(entity, "scope", erased.scope());
        detail(entity, "reason", erased.reason());
        erased.counts().forEach((type, count) -> detail(entity, "count " + type, String.valueOf(count)));
        erased.sha256().forEach(hash -> detail(entity, "sha256", hash));
        if (erased.ground() != null) {
            detail(entity, "ground", erased.ground());
        }
    }

    private static void detail(AuditEventEntityComponent entity, String type, String value) {
        entity.addDetail().setType(type).setValue(new StringType(value));
    }

    /** What a search found bears its own type: in the pattern of a query, the system object is the query. */
    private void entity(String reference) {
        String type = reference.substring(0, reference.indexOf('/'));
        Coding kind = event.kind() == Kind.SEARCH
                ? new Coding(RESOURCE_TYPES, type, null)
                : new Coding(ENTITY_TYPE, "2", "System Object");
        audit.addEntity()
                .setType(kind)
                .setRole(new Coding(OBJECT_ROLE, "4", "Domain Resource"))
                .setWhat(new Reference(reference));
    }
}

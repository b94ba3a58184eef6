package health.consilium.access.audit.rules;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/**
 * An event as a FHIR AuditEvent in the patterns of IHE Basic Audit Log Patterns. The profile is claimed where there is one for
 * the event: BALP has none for histories, transactions, operations and sign-in, which follow its shape.
 *
 * @see <a href="https://profiles.ihe.net/ITI/BALP/">IHE BALP</a>
 */
public final class BalpEvent {

    private static final String PROFILE = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final String INTERACTION = "http://hl7.org/fhir/restful-interaction";
    private static final String LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
    private static final String AUTHORIZATION = "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType";
    private static final String SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type";

    /** Of these interactions, as the value sets of the profiles have it, and of no others: a history is no search there. */
    private static final Map<Kind, Set<String>> PATTERNS = Map.of(
            Kind.READ, Set.of("read", "vread"),
            Kind.SEARCH, Set.of("search", "search-type", "search-system"),
            Kind.CREATE, Set.of("create"),
            Kind.UPDATE, Set.of("update", "patch"),
            Kind.DELETE, Set.of("delete"));

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
        List<CodeableConcept> purposes = purposes();
        purposes.forEach(audit::addPurposeOfEvent);
        audit.getSource()
                .setObserver(BalpAgents.SERVER.copy())
                .setSite(base)
                .addType(new Coding(SOURCE_TYPE, "4", null));
        new BalpAgents(event, base, purposes, audit).tell();
        new BalpEntities(event, audit).tell();
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

    /** BALP wants an event for each patient: of several together none of its patterns is claimed. */
    private Optional<String> profile() {
        if (!event.succeeded() || event.patients().size() > 1) {
            return Optional.empty();
        }
        String patient = event.patients().isEmpty() ? "" : "Patient";
        boolean pattern = PATTERNS.getOrDefault(event.kind(), Set.of()).contains(event.interaction());
        boolean one = pattern && event.entities().size() == 1;
        return switch (event.kind()) {
            case READ -> claimed(one, patient + "Read");
            case SEARCH -> claimed(pattern, patient + "Query");
            case CREATE -> claimed(one, patient + "Create");
            case UPDATE -> claimed(one, patient + "Update");
            case DELETE -> claimed(one, patient + "Delete");
            default ->
                claimed(
                        event.leaves()
                                && !patient.isEmpty()
                                && !event.entities().isEmpty(),
                        "PrivacyDisclosure.Source");
        };
    }

    private static Optional<String> claimed(boolean met, String profile) {
        return met ? Optional.of(profile) : Optional.empty();
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
        if (event.leaves()) {
            return new Coding(LIFECYCLE, "disclose", null);
        }
        return switch (event.kind()) {
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
        if (event.leaves()) {
            return AuditEventAction.R;
        }
        return switch (event.kind()) {
            case READ -> AuditEventAction.R;
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
}

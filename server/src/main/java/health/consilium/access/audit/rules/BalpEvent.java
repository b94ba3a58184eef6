package health.consilium.access.audit.rules;

import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

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
    private static final String AUTHORIZATION = "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType";
    private static final String SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type";

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
                patient.isEmpty() || event.entities().isEmpty()
                        ? Optional.empty()
                        : Optional.of("PrivacyDisclosure.Source");
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
}

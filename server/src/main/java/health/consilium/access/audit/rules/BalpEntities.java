package health.consilium.access.audit.rules;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** What an event was about: patients, resources, the question of a search, what was erased. */
final class BalpEntities {

    private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
    private static final String DATA_LIFECYCLE = "http://terminology.hl7.org/CodeSystem/dicom-audit-lifecycle";
    private static final String BALP_ENTITY = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
    private static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";

    /** Of these the interaction is by what, such as {@code passkey}. */
    private static final Set<Kind> SIGN_INS = Set.of(Kind.SIGN_IN, Kind.SIGN_IN_FAILED, Kind.TOKEN);

    private final AuditRecord event;
    private final AuditEvent audit;

    BalpEntities(AuditRecord event, AuditEvent audit) {
        this.event = event;
        this.audit = audit;
    }

    void tell() {
        because();
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

    /** The request that it was part of, and the emergency by which it was allowed. */
    private void because() {
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

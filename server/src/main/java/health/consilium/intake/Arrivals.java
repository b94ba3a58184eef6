package health.consilium.intake;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseSteps;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What follows when a record has come in: the one that it replaces is superseded, and the case hears of it. */
@Component
class Arrivals {

    private final FhirStore store;
    private final CaseAccess access;
    private final CaseSteps steps;

    Arrivals(@Lazy FhirStore store, @Lazy CaseAccess access, @Lazy CaseSteps steps) {
        this.store = store;
        this.access = access;
        this.steps = steps;
    }

    void of(DocumentReference record) {
        record.getRelatesTo().stream()
                .filter(relation -> relation.getCode() == DocumentRelationshipType.REPLACES)
                .map(relation -> relation.getTarget().getReferenceElement())
                .filter(id -> "DocumentReference".equals(id.getResourceType()))
                .forEach(id -> store.find(DocumentReference.class, id.getIdPart())
                        .filter(access::sees)
                        .filter(replaced -> replaced.getMeta().hasProfile(DocumentIntake.RECORD))
                        .ifPresent(this::supersede));
        steps.recordArrived(record);
    }

    private void supersede(DocumentReference replaced) {
        if (replaced.getStatus() == DocumentReferenceStatus.CURRENT) {
            DocumentReference superseded = replaced.copy();
            superseded.setStatus(DocumentReferenceStatus.SUPERSEDED);
            store.update(superseded);
        }
    }
}

package health.consilium.intake;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** How documents and facts name the case that they belong to. */
@Component
class CaseReferences {

    private final FhirStore store;
    private final Cases cases;
    private final CaseAccess access;

    CaseReferences(@Lazy FhirStore store, @Lazy Cases cases, @Lazy CaseAccess access) {
        this.store = store;
        this.cases = cases;
        this.access = access;
    }

    /** A sender may name the case by its number, or by the sender's own, in place of an id. */
    void resolve(DocumentReference document) {
        document.getContext().getRelated().stream()
                .filter(related -> !related.hasReference() && related.hasIdentifier())
                .forEach(related -> byNumber(related.getIdentifier())
                        .ifPresent(request -> related.setReference(
                                "ServiceRequest/" + request.getIdElement().getIdPart())));
    }

    private Optional<ServiceRequest> byNumber(Identifier number) {
        if (!number.hasSystem() || !number.hasValue()) {
            return Optional.empty();
        }
        List<ServiceRequest> found = Stream.of("requisition", "identifier")
                .flatMap(parameter -> store
                        .search(FhirQuery.of(ServiceRequest.class)
                                .whereCode(parameter, number.getSystem(), number.getValue()))
                        .stream())
                .filter(access::sees)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** A document that is labelled as belonging to a case also says so where readers look for it. */
    void write(DocumentReference document) {
        boolean named = document.getContext().getRelated().stream().anyMatch(CaseReferences::isRequest);
        if (!named && !isMadeOfAnother(document)) {
            cases.of(document).map(CaseFile::reference).ifPresent(reference -> document.getContext()
                    .addRelated(new Reference(reference)));
        }
    }

    /** A translation gets its case with its original. */
    static boolean isMadeOfAnother(DocumentReference document) {
        return document.getRelatesTo().stream()
                .anyMatch(relation -> relation.getCode() == DocumentRelationshipType.TRANSFORMS);
    }

    private static boolean isRequest(Reference reference) {
        String value = String.valueOf(reference.getReference());
        return value.startsWith("ServiceRequest/") || value.startsWith("urn:");
    }
}

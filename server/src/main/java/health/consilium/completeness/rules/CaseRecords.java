package health.consilium.completeness.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceRelatesToComponent;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceAgentComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/** The records of one case: whose they are, and how documents relate to each other. */
final class CaseRecords {
    private final List<Resource> records;
    private final Patient patient;
    private final Map<String, List<DocumentReference>> translations = new HashMap<>();
    private final Map<String, Boolean> ofAnother = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Set<String> verified = new HashSet<>();

    CaseRecords(Collection<? extends Resource> records) {
        this.records = List.copyOf(records);
        this.patient = patientOf(this.records);
        for (Resource resource : this.records) {
            if (resource instanceof DocumentReference document) {
                document.getRelatesTo().forEach(r -> relate(document, r));
            } else if (resource instanceof Provenance provenance
                    && provenance.getAgent().stream().anyMatch(CaseRecords::isVerifier)) {
                provenance.getTarget().forEach(t -> verified.add(id(t)));
            }
        }
    }

    private void relate(DocumentReference document, DocumentReferenceRelatesToComponent relation) {
        if (relation.getCode() == DocumentRelationshipType.TRANSFORMS) {
            translations
                    .computeIfAbsent(id(relation.getTarget()), t -> new java.util.ArrayList<>())
                    .add(document);
        } else if (relation.getCode() == DocumentRelationshipType.REPLACES) {
            replaced.add(id(relation.getTarget()));
        }
    }

    /** The patient of the request; without a request, of the only Patient; with several, of the first. */
    private static Patient patientOf(List<Resource> records) {
        List<Patient> patients = records.stream()
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .toList();
        for (Resource resource : records) {
            if (resource instanceof ServiceRequest request && request.hasSubject()) {
                for (Patient candidate : patients) {
                    if (!Subjects.isOfAnother(request, candidate)) {
                        return candidate;
                    }
                }
            }
        }
        return patients.isEmpty() ? null : patients.get(0);
    }

    private static boolean isVerifier(ProvenanceAgentComponent agent) {
        return agent.getType().getCoding().stream().map(Coding::getCode).anyMatch("verifier"::equals);
    }

    List<Resource> all() {
        return records;
    }

    /** Null if the records name no patient. */
    Patient patient() {
        return patient;
    }

    /** Whether the record names another patient. Each reference is read once, because parsing it is dear. */
    boolean isOfAnother(Resource resource) {
        Reference subject = Subjects.of(resource);
        if (subject == null || subject.getResource() != null || subject.getReference() == null) {
            return Subjects.isOfAnother(resource, patient);
        }
        return ofAnother.computeIfAbsent(subject.getReference(), r -> Subjects.isOfAnother(resource, patient));
    }

    boolean isReplaced(DocumentReference document) {
        return replaced.contains(document.getIdPart());
    }

    /** A translation stands behind its original; two that say so of each other are both taken for originals. */
    boolean isTranslation(DocumentReference document) {
        return document.getRelatesTo().stream()
                .anyMatch(r -> r.getCode() == DocumentRelationshipType.TRANSFORMS && !isTranslatedBy(document, r));
    }

    private boolean isTranslatedBy(DocumentReference document, DocumentReferenceRelatesToComponent relation) {
        String original = id(relation.getTarget());
        return translationsOf(document).stream().anyMatch(t -> original.equals(t.getIdPart()));
    }

    /** Whether it says that it translates another, and nobody verified that. */
    boolean isUnverifiedTranslation(DocumentReference document) {
        return document.getRelatesTo().stream().anyMatch(r -> r.getCode() == DocumentRelationshipType.TRANSFORMS)
                && !isVerified(document);
    }

    List<DocumentReference> translationsOf(DocumentReference original) {
        return translations.getOrDefault(String.valueOf(original.getIdPart()), List.of());
    }

    boolean isVerified(DocumentReference translation) {
        return verified.contains(String.valueOf(translation.getIdPart()));
    }

    static String reference(Resource resource) {
        String id = resource.getIdPart();
        if (id == null) {
            return resource.fhirType();
        }
        return id.startsWith("urn:") ? id : resource.fhirType() + "/" + id;
    }

    private static String id(Reference reference) {
        if (reference.getResource() instanceof Resource target && target.getIdPart() != null) {
            return target.getIdPart();
        }
        return String.valueOf(reference.getReferenceElement().getIdPart());
    }
}

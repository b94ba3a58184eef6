package health.consilium.packaging;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.access.Compartment;
import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.packaging.rules.ReferralMaterial;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLetters;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Waivers;
import health.consilium.workflow.WorkflowSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.BodyStructure;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;
import org.springframework.stereotype.Component;

/** Reads what of a case may go to a centre. */
@Component
class CaseMaterial {

    static final String FROZEN = FhirPackage.CANONICAL + "/StructureDefinition/package";

    private static final List<Class<? extends Resource>> FACTS = List.of(
            Condition.class,
            Observation.class,
            DiagnosticReport.class,
            ImagingStudy.class,
            Procedure.class,
            MedicationStatement.class,
            MedicationAdministration.class,
            MedicationRequest.class,
            AllergyIntolerance.class,
            FamilyMemberHistory.class,
            Immunization.class,
            Specimen.class,
            BodyStructure.class,
            Medication.class,
            Device.class,
            Encounter.class);

    private static final Set<String> DIRECTORY = Set.of("Organization", "Practitioner", "PractitionerRole", "Location");

    private final FhirStore store;
    private final Cases cases;
    private final Documents documents;
    private final WorkflowSettings settings;
    private final Waivers waivers;
    private final FhirContext context;

    CaseMaterial(
            FhirStore store,
            Cases cases,
            Documents documents,
            WorkflowSettings settings,
            Waivers waivers,
            FhirContext context) {
        this.store = store;
        this.cases = cases;
        this.documents = documents;
        this.settings = settings;
        this.waivers = waivers;
        this.context = context;
    }

    ReferralMaterial of(CaseFile file) {
        Patient patient = patient(file);
        Reference author = new Reference(settings.coordinationDeskReference());
        List<Resource> facts = new ArrayList<>();
        FACTS.forEach(type -> facts.addAll(shareable(file, type)));
        List<DocumentReference> records = records(file);
        List<Resource> referring = new ArrayList<>(facts);
        referring.add(patient);
        referring.addAll(records);
        List<Resource> others = directoryOf(referring, List.of(author));
        return new ReferralMaterial(
                file.request(), patient, author, facts, records, signed(shareable(file, DetectedIssue.class)), others);
    }

    /** Who waived a gap is named in the brief; a signature that is not good is none. */
    private List<DetectedIssue> signed(List<DetectedIssue> gaps) {
        gaps.forEach(gap -> gap.getMitigation().stream()
                .filter(mitigation -> !waivers.isSigned(gap, mitigation))
                .forEach(mitigation -> mitigation.removeExtension(Waivers.SIGNATURE)));
        gaps.stream()
                .flatMap(gap -> gap.getMitigation().stream())
                .map(DetectedIssue.DetectedIssueMitigationComponent::getAuthor)
                .filter(author -> author.hasReference() && !author.hasDisplay())
                .forEach(author -> store.find(
                                Practitioner.class, author.getReferenceElement().getIdPart())
                        .map(person -> person.getNameFirstRep())
                        .map(name -> name.hasText() ? name.getText() : name.getNameAsSingleString())
                        .filter(name -> !name.isBlank())
                        .ifPresent(author::setDisplay));
        return gaps;
    }

    Patient patient(CaseFile file) {
        return store.find(Patient.class, file.patient().getReferenceElement().getIdPart())
                .orElseThrow();
    }

    /** Of the case, but not another centre's opinion, nor what was sent by mistake. */
    private <T extends Resource> List<T> shareable(CaseFile file, Class<T> type) {
        return cases.resources(file.number(), type).stream()
                .filter(resource -> Compartment.deskLabels(resource).isEmpty())
                .filter(resource -> !isMistake(resource))
                .toList();
    }

    private static boolean isMistake(Resource resource) {
        Property status = resource.getNamedProperty(resource instanceof Condition ? "verificationStatus" : "status");
        return status != null
                && status.getValues().stream()
                        .map(value -> value instanceof CodeableConcept concept
                                ? concept.getCodingFirstRep().getCode()
                                : value.primitiveValue())
                        .anyMatch("entered-in-error"::equals);
    }

    /** Records as they are, and those of their translations that a second person has verified. */
    private List<DocumentReference> records(CaseFile file) {
        List<DocumentReference> current = shareable(file, DocumentReference.class).stream()
                .filter(document -> document.getStatus() == DocumentReferenceStatus.CURRENT)
                .filter(document -> !document.getMeta().hasProfile(FROZEN))
                .filter(document -> !CaseLetters.isLetter(document))
                .toList();
        Set<String> originals = current.stream()
                .filter(document -> original(document).isEmpty())
                .map(document -> "DocumentReference/" + document.getIdElement().getIdPart())
                .collect(Collectors.toSet());
        return current.stream()
                .filter(document -> original(document).isEmpty()
                        || (document.getDocStatus() == ReferredDocumentStatus.FINAL
                                && originals.contains(original(document))))
                .map(this::withFingerprint)
                .toList();
    }

    private static String original(DocumentReference document) {
        return document.getRelatesTo().stream()
                .filter(related -> related.getCode() == DocumentRelationshipType.TRANSFORMS)
                .map(related -> related.getTarget()
                        .getReferenceElement()
                        .toUnqualifiedVersionless()
                        .getValue())
                .findFirst()
                .orElse("");
    }

    /** The centre checks each document against its hash; one that came without gets it here. */
    private DocumentReference withFingerprint(DocumentReference document) {
        Attachment attachment = document.getContentFirstRep().getAttachment();
        if (!attachment.hasExtension(Documents.SHA256)) {
            store.find(Binary.class, String.valueOf(attachment.getUrl()))
                    .map(documents::fingerprint)
                    .ifPresent(fingerprint -> fingerprint.writeTo(attachment));
        }
        return document;
    }

    /** Organizations and persons that these refer to, and those that they in turn refer to. */
    List<Resource> directoryOf(List<Resource> referring, List<Reference> more) {
        Map<String, Resource> found = new LinkedHashMap<>();
        more.forEach(reference -> find(reference, found));
        List<Resource> next = new ArrayList<>(referring);
        while (!next.isEmpty()) {
            Set<String> before = Set.copyOf(found.keySet());
            next.forEach(resource -> context.newTerser()
                    .getAllPopulatedChildElementsOfType(resource, Reference.class)
                    .forEach(reference -> find(reference, found)));
            next = found.entrySet().stream()
                    .filter(entry -> !before.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        return List.copyOf(found.values());
    }

    private void find(Reference reference, Map<String, Resource> found) {
        IdType id = new IdType(reference.getReference()).toUnqualifiedVersionless();
        if (id.hasIdPart() && DIRECTORY.contains(id.getResourceType()) && !found.containsKey(id.getValue())) {
            store.find(id.getValue()).ifPresent(resource -> found.put(id.getValue(), resource));
        }
    }
}

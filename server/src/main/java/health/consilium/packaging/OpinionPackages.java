package health.consilium.packaging;

import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.packaging.rules.OpinionDocument;
import health.consilium.packaging.rules.ReferralDocument;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.OpinionFile;
import health.consilium.workflow.TaskSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/** Makes the delivered opinion a file that the patient can hand on. */
@Component
class OpinionPackages implements OpinionFile {

    private static final String TYPE = "34805-2";

    /** What an opinion may consist of beside its Composition. */
    private static final List<Class<? extends Resource>> PARTS = List.of(
            CarePlan.class,
            RequestGroup.class,
            MedicationRequest.class,
            ServiceRequest.class,
            Observation.class,
            DocumentReference.class,
            Provenance.class,
            Communication.class);

    private final CaseAccess access;
    private final CaseMaterial material;
    private final PackageTools tools;
    private final Freezer freezer;
    private final FhirStore store;

    OpinionPackages(CaseAccess access, CaseMaterial material, PackageTools tools, Freezer freezer, FhirStore store) {
        this.access = access;
        this.material = material;
        this.tools = tools;
        this.freezer = freezer;
        this.store = store;
    }

    @Override
    public byte[] of(CaseFile file) {
        PackageRequest signed = new PackageRequest(Optional.empty(), PackageRequest.Format.FHIR_DOCUMENT, true, false);
        Packaging.Packed packed = pack(file, signed);
        return packed.frozen().map(tools::bytes).orElseGet(() -> tools.bytes((Bundle) packed.body()));
    }

    Packaging.Packed pack(CaseFile file, PackageRequest request) {
        if (request.format() == PackageRequest.Format.MHD) {
            throw Refusal.unprocessable(
                            "unsupported", "The delivered opinion comes as a fhir-document or as xdm.", "format")
                    .asException();
        }
        Composition report = delivered(file);
        List<Coding> labels = Compartment.deskLabels(report);
        Optional<DocumentReference> before =
                request.sign() ? frozen(report, labels, request.format()) : Optional.empty();
        if (before.isPresent()) {
            return new Packaging.Packed(tools.body(before.get()), before);
        }
        PackageTools.Made made = made(file, request, report, labels);
        if (request.preview() || !request.sign()) {
            return new Packaging.Packed(made.body(), Optional.empty());
        }
        Freezer.Form form = new Freezer.Form(
                TYPE,
                "Second opinion",
                file.patient(),
                List.of(new Reference(reference(report))),
                request.format().code(),
                labels);
        return store.inTransaction(
                () -> new Packaging.Packed(made.body(), Optional.of(freezer.freeze(made.bytes(), form))));
    }

    private PackageTools.Made made(CaseFile file, PackageRequest request, Composition report, List<Coding> labels) {
        ReferralDocument.Stamp stamp = tools.stamp();
        List<DocumentReference> documents = new ArrayList<>();
        Bundle document = document(file, report, labels, documents, stamp);
        if (request.sign()) {
            tools.sign(document);
        }
        return request.format() == PackageRequest.Format.XDM
                ? tools.media(document, documents, Optional.empty(), stamp)
                : tools.made(document);
    }

    /** Delivery notes on the Task of the case what was delivered; an amended opinion is not, before its own delivery. */
    private Composition delivered(CaseFile file) {
        List<Reference> reports = TaskSteps.outputs(file.root(), "report");
        return reports.stream()
                .reduce((first, second) -> second)
                .flatMap(last ->
                        store.find(Composition.class, last.getReferenceElement().getIdPart()))
                .filter(access::sees)
                .orElseThrow(() -> Refusal.unprocessable(
                                "not-delivered",
                                "No opinion has been delivered yet. With a centre, $package makes the package of the case.",
                                "centre")
                        .asException());
    }

    /** The same delivered opinion is frozen once in each form. */
    private Optional<DocumentReference> frozen(Composition report, List<Coding> labels, PackageRequest.Format format) {
        return labelled(DocumentReference.class, labels).stream()
                .filter(document -> document.getMeta().hasProfile(CaseMaterial.FROZEN))
                .filter(document -> SharingOffer.isFor(document, reference(report)))
                .filter(document -> format.code()
                        .equals(document.getContentFirstRep().getFormat().getCode()))
                .findFirst();
    }

    /** @param documents gets what it lists */
    private Bundle document(
            CaseFile file,
            Composition report,
            List<Coding> labels,
            List<DocumentReference> documents,
            ReferralDocument.Stamp stamp) {
        List<Resource> parts = new ArrayList<>();
        PARTS.forEach(type -> labelled(type, labels).stream()
                .filter(OpinionPackages::isPart)
                .forEach(part -> {
                    parts.add(part);
                    if (part instanceof DocumentReference document) {
                        documents.add(document);
                    }
                }));
        parts.addAll(tools.contents(documents));
        List<Resource> referring = new ArrayList<>(parts);
        referring.add(report);
        var patient = material.patient(file);
        referring.add(patient);
        return OpinionDocument.assemble(report, patient, parts, material.directoryOf(referring, List.of()), stamp);
    }

    /** Not an earlier package, and of a translation only the verified one. */
    private static boolean isPart(Resource resource) {
        return !(resource instanceof DocumentReference document)
                || (document.getStatus() == DocumentReferenceStatus.CURRENT
                        && !document.getMeta().hasProfile(CaseMaterial.FROZEN)
                        && (!isTranslation(document) || document.getDocStatus() == ReferredDocumentStatus.FINAL));
    }

    private static boolean isTranslation(DocumentReference document) {
        return document.getRelatesTo().stream()
                .anyMatch(related -> related.getCode() == DocumentRelationshipType.TRANSFORMS);
    }

    private <T extends Resource> List<T> labelled(Class<T> type, List<Coding> labels) {
        return labels.stream()
                .filter(label -> label.getCode().startsWith("opinion."))
                .findFirst()
                .map(label -> store.search(FhirQuery.of(type).where("_security", Compartment.token(label))))
                .orElse(List.of());
    }

    private static String reference(Composition report) {
        return "Composition/" + report.getIdElement().getIdPart();
    }
}

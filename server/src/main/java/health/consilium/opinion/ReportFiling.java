package health.consilium.opinion;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.ReceivedParts;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.opinion.rules.ReceivedReport;
import health.consilium.opinion.rules.Subjects;
import health.consilium.workflow.CaseFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Completes the parts of a report, checks them as any client's write is checked, and stores them out of the patient's sight. */
@Component
class ReportFiling {

    private static final String OPINION = FhirPackage.CANONICAL + "/StructureDefinition/opinion-report";

    private final FhirStore store;
    private final CaseAccess access;
    private final ReceivedParts received;
    private final ReportDocuments documents;
    private final ReportVersions versions;
    private final Clock clock;

    ReportFiling(
            FhirStore store,
            CaseAccess access,
            ReceivedParts received,
            ReportDocuments documents,
            ReportVersions versions,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.received = received;
        this.documents = documents;
        this.versions = versions;
        this.clock = clock;
    }

    /** Stores the report; gives the references of the Composition, if any, and of the documents. */
    List<Reference> file(ReceivedReport report, SubmitReportRequest request, Task task, CaseFile file) {
        ReportVersions.Version version = versions.next(task, file);
        List<Resource> parts = new ArrayList<>(report.resources());
        parts.addAll(documents.forBareBinaries(report));
        Patient patient = store.find(
                        Patient.class, task.getFor().getReferenceElement().getIdPart())
                .orElseThrow();
        List<Refusal> refusals = new ArrayList<>();
        parts.forEach(part -> Subjects.write(part, patient).ifPresent(refusals::add));
        report.outward().stream()
                .filter(reference -> !reference.equals(task.getFor().getReference()))
                .filter(reference -> store.find(reference).filter(access::sees).isEmpty())
                .map(ReportFiling::dangling)
                .forEach(refusals::add);
        parts.forEach(part -> complete(part, request, task, version));
        refusals.addAll(documents.complete(parts, report, request, version));
        refuse(refusals);
        refuse(parts.stream()
                .flatMap(part -> received.refusals(part, report.place(part)).stream())
                .toList());
        parts.forEach(part -> version.labels().forEach(label -> part.getMeta().addSecurity(label.copy())));
        parts.forEach(store::create);
        versions.supersede(version);
        return outputs(parts);
    }

    private static List<Reference> outputs(List<Resource> parts) {
        List<Reference> outputs = new ArrayList<>();
        parts.stream().filter(Composition.class::isInstance).forEach(part -> outputs.add(new Reference(part.getId())));
        parts.stream()
                .filter(DocumentReference.class::isInstance)
                .forEach(part -> outputs.add(new Reference(part.getId())));
        return outputs;
    }

    private void complete(Resource part, SubmitReportRequest request, Task task, ReportVersions.Version version) {
        if (part instanceof Composition opinion) {
            opinion(opinion, request, task, version);
        } else if (part instanceof ServiceRequest proposal) {
            // Only a hospital or a patient opens a case.
            proposal.getMeta().getProfile().clear();
        }
    }

    private void opinion(Composition opinion, SubmitReportRequest request, Task task, ReportVersions.Version version) {
        if (!opinion.getMeta().hasProfile(OPINION)) {
            opinion.getMeta().addProfile(OPINION);
        }
        opinion.setLanguage(request.language());
        opinion.setStatus(Composition.CompositionStatus.fromCode(request.stage().code()));
        if (!opinion.hasDate()) {
            opinion.setDate(Date.from(clock.instant()));
        }
        if (!opinion.hasAuthor()) {
            opinion.addAuthor(task.getOwner().copy());
        }
        opinion.getRelatesTo().clear();
        version.replaces("Composition").forEach(earlier -> opinion.addRelatesTo()
                .setCode(Composition.DocumentRelationshipType.REPLACES)
                .setTarget(earlier));
    }

    private static Refusal dangling(String reference) {
        return Refusal.unprocessable(
                "dangling-reference",
                "The reference " + reference + " leads to nothing that you may refer to. Send it within the report.",
                "report");
    }

    private static void refuse(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
    }
}

package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Opens a version of the opinion to its recipients. */
@Component
class OpinionRelease {

    private final FhirStore store;
    private final TaskSteps steps;
    private final Grants grants;

    OpinionRelease(FhirStore store, TaskSteps steps, Grants grants) {
        this.store = store;
        this.steps = steps;
        this.grants = grants;
    }

    /** The first delivery of this version: noted on the Task of the case, which moves on as the work is completed. */
    Task first(CaseFile file, Composition report, Task work) {
        List<Reference> before = TaskSteps.outputs(file.root(), "report");
        Reference reference = new Reference(reference(report));
        documents(report).stream()
                .map(document -> document.getContentFirstRep().getAttachment().getUrl())
                .filter(url -> url != null && url.startsWith("Binary/"))
                .forEach(url -> store.label(url, Compartment.deskLabels(report)));
        steps.addOutput(file.root(), TaskSteps.output("report", reference));
        Task done = steps.complete(work, List.of(TaskSteps.output("report", reference.copy())));
        before.forEach(this::supersede);
        return done;
    }

    private void supersede(Reference earlier) {
        store.find(Composition.class, earlier.getReferenceElement().getIdPart()).stream()
                .flatMap(composition -> documents(composition).stream())
                .filter(document -> document.getStatus() == DocumentReferenceStatus.CURRENT)
                .forEach(document -> store.update(document.setStatus(DocumentReferenceStatus.SUPERSEDED)));
    }

    /** After the Task is completed: what was opened because of a Task closes with it. */
    void letIn(List<String> recipients, Composition report, Task because) {
        recipients.forEach(recipient -> grants.open(new Grants.Grant(
                recipient,
                label(report).getCode(),
                "Task/" + because.getIdElement().getIdPart(),
                null)));
    }

    private List<DocumentReference> documents(Composition report) {
        return store.search(FhirQuery.of(DocumentReference.class).where("_security", Compartment.token(label(report))));
    }

    private static Coding label(Composition report) {
        return Compartment.deskLabels(report).stream()
                .filter(label -> label.getCode().startsWith("opinion."))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(report.getId() + " is not labelled as an opinion"));
    }

    static String reference(Composition report) {
        return "Composition/" + report.getIdElement().getIdPart();
    }
}

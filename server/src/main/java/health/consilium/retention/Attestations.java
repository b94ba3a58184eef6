package health.consilium.retention;

import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Statements of centres that the desk hands in for them. */
@Component
class Attestations {

    private final CaseAccess access;
    private final CentreCopies copies;
    private final CopyStatements statements;
    private final TaskSteps steps;

    Attestations(CaseAccess access, CentreCopies copies, CopyStatements statements, TaskSteps steps) {
        this.access = access;
        this.copies = copies;
        this.statements = statements;
        this.steps = steps;
    }

    /** Completes the Task that the statement is about. One that was handed in before changes nothing. */
    void take(CaseFile file, String reference) {
        DocumentReference statement = access.require(DocumentReference.class, reference);
        boolean ofCase =
                Compartment.caseNumber(statement).filter(file.number()::equals).isPresent();
        if (!ofCase || statements.hash(statement).isEmpty()) {
            throw Refusal.unprocessable(
                            "dangling-reference",
                            "The attestation is a document of this case with its bytes in a Binary: let it refer to the Task"
                                    + " that it is about (context.related).",
                            "attestation")
                    .asException();
        }
        if (copies.isTaken(file, reference)) {
            return;
        }
        Task task = task(copies.waiting(file), statement);
        steps.complete(task, List.of(TaskSteps.output(CentreCopies.ATTESTATION, new Reference(reference))));
    }

    /** The one that it names, else that of the centre which sent it, else the only one. */
    private static Task task(List<Task> waiting, DocumentReference statement) {
        List<String> related = statement.getContext().getRelated().stream()
                .map(Reference::getReference)
                .toList();
        List<String> labels = Compartment.codes(statement);
        return waiting.stream()
                .filter(task -> related.contains("Task/" + task.getIdElement().getIdPart()))
                .findFirst()
                .or(() -> waiting.stream()
                        .filter(task -> labels.contains(Compartment.ofContributor(
                                        task.getOwner().getReferenceElement().getIdPart())
                                .getCode()))
                        .findFirst())
                .or(() -> waiting.size() == 1 ? waiting.stream().findFirst() : java.util.Optional.empty())
                .orElseThrow(() -> Refusal.unprocessable(
                                "dangling-reference",
                                waiting.isEmpty()
                                        ? "No centre is asked for a statement in this case."
                                        : "Several centres are asked: let the document refer to the Task that it is about"
                                                + " (context.related).",
                                "attestation")
                        .asException());
    }
}

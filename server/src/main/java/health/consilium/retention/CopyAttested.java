package health.consilium.retention;

import health.consilium.access.Caller;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** A centre says that it has erased its copy: by a document, whose hash is kept. */
@Component
class CopyAttested implements TaskRule, TaskEffect {

    private final CentreCopies copies;
    private final FhirStore store;

    CopyAttested(@Lazy CentreCopies copies, @Lazy FhirStore store) {
        this.copies = copies;
        this.store = store;
    }

    @Override
    public String code() {
        return CentreCopies.CODE;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        boolean completed = after.getStatus() == Task.TaskStatus.COMPLETED;
        return completed && !isAttested(after)
                ? Optional.of(Refusal.unprocessable(
                        "incomplete",
                        "This Task is completed by a statement that the copy is erased: upload it as a DocumentReference"
                                + " with its bytes in a Binary, and give it as output of type attestation.",
                        "Task.output"))
                : Optional.empty();
    }

    private boolean isAttested(Task task) {
        List<Reference> statements = TaskSteps.outputs(task, CentreCopies.ATTESTATION);
        return statements.stream()
                .flatMap(statement -> store.find(DocumentReference.class, statement.getReference()).stream())
                .anyMatch(statement -> copies.hash(statement).isPresent());
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() == Task.TaskStatus.COMPLETED) {
            copies.certify(file, task);
        }
    }
}

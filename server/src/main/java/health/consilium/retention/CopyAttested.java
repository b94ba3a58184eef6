package health.consilium.retention;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** A centre says that it has erased its copy: by a document, whose hash is kept. */
@Component
class CopyAttested implements TaskRule, TaskEffect {

    private final CopyStatements statements;

    CopyAttested(@Lazy CopyStatements statements) {
        this.statements = statements;
    }

    @Override
    public String code() {
        return CentreCopies.CODE;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        boolean completed = after.getStatus() == Task.TaskStatus.COMPLETED;
        return completed && statements.hash(after).isEmpty()
                ? Optional.of(Refusal.unprocessable(
                        "incomplete",
                        "This Task is completed by a statement that the copy is erased: upload it as a DocumentReference"
                                + " with its bytes in a Binary, and give it as output of type attestation.",
                        "Task.output"))
                : Optional.empty();
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() == Task.TaskStatus.COMPLETED) {
            statements.certify(file, task);
        }
    }
}

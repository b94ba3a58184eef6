package health.consilium.completeness;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The case that a Task stands for, with its lock held to the end of the transaction. */
@Component
class HeldCases {

    private final CaseAccess access;
    private final Cases cases;
    private final CaseLock lock;

    HeldCases(CaseAccess access, Cases cases, CaseLock lock) {
        this.access = access;
        this.cases = cases;
        this.lock = lock;
    }

    /** @throws health.consilium.fhir.RefusedException 404 */
    CaseFile require(String taskId) {
        Task task = access.require(Task.class, taskId);
        if (TaskKind.of(task) != TaskKind.ROOT) {
            throw Refusal.notFound("Task/" + taskId + " does not stand for a case; name the one with code case.")
                    .asException();
        }
        String number = cases.of(task).orElseThrow().number();
        lock.hold(number);
        return cases.byNumber(number).orElseThrow();
    }
}

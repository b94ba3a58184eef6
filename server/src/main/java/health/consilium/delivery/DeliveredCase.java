package health.consilium.delivery;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.rules.TaskKind;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The case that an operation after delivery is about. */
@Component
class DeliveredCase {

    private static final Set<String> AFTER = Set.of("delivered", "follow-up");

    private final CaseAccess access;
    private final Cases cases;
    private final CaseLock lock;

    DeliveredCase(CaseAccess access, Cases cases, CaseLock lock) {
        this.access = access;
        this.cases = cases;
        this.lock = lock;
    }

    /**
     * The case of this Task, held to the end of the transaction: of two calls at once the later sees what the first did.
     *
     * @throws health.consilium.fhir.RefusedException 404 when it is no case of the caller's, 422 when nothing is delivered
     */
    CaseFile hold(String taskId) {
        Task root = access.require(Task.class, taskId);
        if (TaskKind.of(root) != TaskKind.ROOT) {
            throw Refusal.notFound("Task/" + taskId + " is not the Task of a case.")
                    .asException();
        }
        String number = cases.of(root).orElseThrow().number();
        lock.hold(number);
        CaseFile file = cases.byNumber(number).orElseThrow();
        requireDelivered(file);
        return file;
    }

    static boolean isAfter(CaseFile file) {
        return AFTER.contains(file.status());
    }

    static void requireDelivered(CaseFile file) {
        if (!isAfter(file)) {
            throw Refusal.unprocessable(
                            "not-ready",
                            "This is possible once the opinion is delivered and until the case is closed; the case is "
                                    + file.status() + ".",
                            "Task.businessStatus")
                    .asException();
        }
    }
}

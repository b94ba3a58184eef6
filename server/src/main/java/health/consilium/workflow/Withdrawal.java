package health.consilium.workflow;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Withdrawing a case. The Task machine of R4 forbids {@code in-progress → cancelled} to anybody but the one who does the work,
 * so that, as in COW, a Task with code {@code abort} asks for it, and the server alone cancels. It is the only Task that a
 * client may create.
 */
@Component
class Withdrawal {

    private static final String ABORT = "abort";

    private final CaseAccess access;
    private final Cases cases;
    private final CaseProgress progress;
    private final TaskGrants grants;
    private final FhirStore store;

    Withdrawal(
            CaseAccess access,
            @Lazy Cases cases,
            @Lazy CaseProgress progress,
            @Lazy TaskGrants grants,
            @Lazy FhirStore store) {
        this.access = access;
        this.cases = cases;
        this.progress = progress;
        this.grants = grants;
        this.store = store;
    }

    /** Refuses any Task of a client that is not a request to withdraw a case of the caller's own. */
    void check(Task task) {
        if (!task.getCode().hasCoding(TaskKind.Codes.HL7, ABORT)) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "Tasks are opened by the server. The one Task you may create asks to withdraw a case: code abort"
                                    + " of " + TaskKind.Codes.HL7 + ", focus the Task of the case.",
                            "Task.code")
                    .asException();
        }
        Task root = access.require(Task.class, task.getFocus().getReference());
        State from = State.of(root);
        State to = TransitionTable.root("withdrawn");
        if (TaskKind.of(root) != TaskKind.ROOT
                || TransitionTable.check(TaskKind.ROOT, from, to) instanceof Verdict.Refused) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "A case that is " + from + " can no longer be withdrawn.",
                            "Task.focus")
                    .asException();
        }
        task.setStatus(TaskStatus.COMPLETED);
    }

    void carryOut(Task task) {
        Task root = store.find(Task.class, task.getFocus().getReferenceElement().getIdPart())
                .orElseThrow();
        cases.of(root).ifPresent(file -> end(file, "withdrawn"));
    }

    /** Ends the case: the root first, so that nothing new opens, then all that is open, then what centres may see. */
    void end(CaseFile file, String business) {
        CaseFile ended = progress.moveRoot(file, business);
        progress.cancelWork(ended);
        cases.tasks(file.number(), TaskKind.Codes.REFERRAL).forEach(grants::closeReferral);
    }
}

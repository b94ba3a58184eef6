package health.consilium.retention;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.retention.rules.Duty;
import health.consilium.retention.rules.Reason;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The Task by which the desk is asked to erase a case: it ends with the erasure, or with the reason why there is none. */
@Component
class AskedErasures implements TaskRule {

    private static final String CODE = "purge-case";

    private final Cases cases;
    private final Worklist worklist;
    private final TaskSteps steps;

    AskedErasures(@Lazy Cases cases, @Lazy Worklist worklist, @Lazy TaskSteps steps) {
        this.cases = cases;
        this.worklist = worklist;
        this.steps = steps;
    }

    void ask(CaseFile file, Duty over) {
        worklist.open(
                file,
                WorkItem.of(CODE)
                        .with(List.of(
                                TaskSteps.input(CentreCopies.REASON, new CodeType(Reason.RETENTION_ENDED.code()))))
                        .saying("en", words(over)));
    }

    private static String words(Duty over) {
        return "The records had to be kept until " + over.words() + ". Erase the case by $purge with reason "
                + Reason.RETENTION_ENDED.code() + ", or cancel this Task and say why it is kept (statusReason).";
    }

    /** The records are erased. */
    void done(CaseFile file) {
        cases.open(file.number(), CODE).forEach(task -> steps.complete(task, List.of()));
    }

    /** Something stands against it now. */
    void takeBack(CaseFile file) {
        cases.open(file.number(), CODE).forEach(steps::cancel);
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        return switch (after.getStatus()) {
            case COMPLETED ->
                Optional.of(Refusal.unprocessable(
                        "incomplete", "This Task is completed by $purge, when the case is erased.", "Task.status"));
            case CANCELLED, REJECTED, FAILED ->
                after.getStatusReason().isEmpty()
                        ? Optional.of(Refusal.unprocessable(
                                "incomplete",
                                "Say in statusReason why the case is kept: nobody will be asked again.",
                                "Task.statusReason"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }
}

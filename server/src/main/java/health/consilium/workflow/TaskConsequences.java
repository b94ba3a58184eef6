package health.consilium.workflow;

import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** What follows when a Task was stored anew: who may see what, what time runs, and what becomes of the case. */
@Component
class TaskConsequences {

    private final TaskGrants grants;
    private final TaskClock clock;
    private final Cases cases;
    private final CaseProgress progress;
    private final Closing closing;

    TaskConsequences(TaskGrants grants, TaskClock clock, Cases cases, CaseProgress progress, Closing closing) {
        this.grants = grants;
        this.clock = clock;
        this.cases = cases;
        this.progress = progress;
        this.closing = closing;
    }

    void follow(Task before, Task after) {
        grants.follow(before, after);
        if (!State.of(before).equals(State.of(after))) {
            clock.moved(before, after);
            cases.of(after).ifPresent(file -> moved(file, after));
        }
    }

    private void moved(CaseFile file, Task task) {
        switch (TaskKind.of(task)) {
            case ROOT -> progress.rootMoved(file);
            case REFERRAL -> progress.referralMoved(file, task);
            case WORK -> {
                progress.workMoved(file, task);
                if (Cases.isClosed(task)) {
                    closing.workEnded(file, TaskKind.Codes.of(task));
                }
            }
        }
    }
}

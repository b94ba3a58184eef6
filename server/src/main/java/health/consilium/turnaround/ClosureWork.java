package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.turnaround.rules.Closures;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The desk's work when a promise will hardly be kept: about a referral the Task by which another centre can be chosen, about
 * anything else one to call whoever has it.
 */
@Component
class ClosureWork {

    private final FhirStore store;
    private final Cases cases;
    private final Worklist worklist;

    ClosureWork(FhirStore store, Cases cases, Worklist worklist) {
        this.store = store;
        this.cases = cases;
        this.worklist = worklist;
    }

    @EventListener
    void on(ClosuresPublished published) {
        Task task = store.find(Task.class, published.taskId()).orElseThrow();
        CaseFile file = cases.byNumber(published.caseNumber()).orElseThrow();
        Closures closures = Closures.read(String.join("\n", published.closures()));
        worklist.open(
                file,
                WorkItem.about(code(file, task), new Reference("Task/" + published.taskId()))
                        .saying("en", ClosureWords.forTheDesk(closures, task)));
    }

    /** There is one choice of a centre at a time. */
    private String code(CaseFile file, Task task) {
        boolean choice = TaskKind.of(task) == TaskKind.REFERRAL
                && cases.open(file.number(), ChaseEffects.MATCH).isEmpty();
        return choice ? ChaseEffects.MATCH : ChaseEffects.CHASE;
    }
}

package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.turnaround.rules.Ladders.Step;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.Cases;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.Worklist;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What each step of the chase ladder does, besides telling those whom it concerns. */
@Component
class ChaseEffects {

    private static final String CALL = "call";
    private static final String CLOSE = "close";
    private static final String REMATCH = "re-match";
    static final String CHASE = "chase";
    static final String MATCH = "match-centre";

    private final FhirStore store;
    private final Worklist worklist;
    private final Cases work;
    private final CaseSteps cases;
    private final WorkflowSettings settings;
    private final ApplicationEventPublisher events;

    ChaseEffects(
            FhirStore store,
            Worklist worklist,
            Cases work,
            CaseSteps cases,
            WorkflowSettings settings,
            ApplicationEventPublisher events) {
        this.store = store;
        this.worklist = worklist;
        this.work = work;
        this.cases = cases;
        this.settings = settings;
        this.events = events;
    }

    /** The Task shows how late it is and how far the chase has gone. */
    Task show(Task task, ClockRow row, List<Step> steps) {
        Task shown = task.copy();
        steps.forEach(step -> SlaExtension.reach(shown, step.code()));
        row.breachedAt().ifPresent(when -> {
            SlaExtension.breach(shown, when);
            SlaExtension.tagOverdue(shown);
        });
        return store.update(shown);
    }

    void carryOut(CaseFile file, Task task, ClockRow row, Step step) {
        boolean done = true;
        switch (step.code()) {
            case CALL ->
                worklist.open(
                        file,
                        WorkItem.about(CHASE, new Reference("Task/" + row.what().taskId())));
            case REMATCH -> offerAnother(file, row);
            case CLOSE -> done = cases.lapse(file);
            default -> {
                // To be told is all.
            }
        }
        if (done) {
            tell(file, task, row, step);
        }
    }

    /** The officer is reminded; who waits for the review is told when it is late. */
    void askForReview(ClockRow row, Step step) {
        events.publishEvent(new ReviewStepTaken(
                row.what().caseNumber(),
                row.what().taskId(),
                step.code(),
                List.copyOf(recipients(row.what().owner(), step))));
    }

    /** Another centre can be chosen; what that does to the referral is the business of whoever has this work. */
    private void offerAnother(CaseFile file, ClockRow row) {
        if (work.open(file.number(), MATCH).isEmpty()) {
            worklist.open(
                    file,
                    WorkItem.about(MATCH, new Reference("Task/" + row.what().taskId())));
        }
    }

    private void tell(CaseFile file, Task task, ClockRow row, Step step) {
        events.publishEvent(new ChaseStepTaken(
                file.number(),
                row.what().taskId(),
                row.phase(),
                row.what().code(),
                step.code(),
                List.copyOf(recipients(task, step)),
                row.dueAt()));
    }

    private Set<String> recipients(Task task, Step step) {
        String desk = settings.coordinationDeskReference();
        if (step.code().equals(CLOSE)) {
            return new LinkedHashSet<>(List.of(task.getFor().getReference(), desk));
        }
        return recipients(task.getOwner().hasReference() ? task.getOwner().getReference() : desk, step);
    }

    private Set<String> recipients(String owner, Step step) {
        String desk = settings.coordinationDeskReference();
        return switch (step.code()) {
            case "reminder", "second-reminder" -> Set.of(owner);
            case CALL, REMATCH -> Set.of(desk);
            default -> new LinkedHashSet<>(List.of(owner, desk));
        };
    }
}

package health.consilium.centres;

import health.consilium.access.Caller;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreChoice;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Another centre in place of one that does not answer. The chase opens a Task {@code match-centre} about the late referral; to
 * complete it takes the referral back and gives the case to the centre that is named. When the late one answers after all, the
 * Task goes away; when it declines, the Task is the one by which the next centre is chosen.
 */
@Component
class Rematch implements TaskEffect {

    static final String CODE = CentreChoice.CODE;

    private static final State CANCELLED = new State("cancelled", "cancelled");
    private static final Set<String> ANSWERS = Set.of("review-accepted", "report-submitted");

    private final FhirStore store;
    private final Cases cases;
    private final TaskSteps steps;

    Rematch(@Lazy FhirStore store, @Lazy Cases cases, @Lazy TaskSteps steps) {
        this.store = store;
        this.cases = cases;
        this.steps = steps;
    }

    @Override
    public String code() {
        return CODE;
    }

    /** The referral that this Task offers to replace, if it is still with its centre. */
    Optional<Task> late(Task match) {
        return Optional.ofNullable(match.getFocus().getReference())
                .filter(reference -> reference.startsWith("Task/"))
                .flatMap(reference -> store.find(Task.class, reference))
                .filter(referral -> TaskKind.of(referral) == TaskKind.REFERRAL)
                .filter(referral -> TransitionTable.check(TaskKind.REFERRAL, State.of(referral), CANCELLED)
                        instanceof Verdict.Allowed);
    }

    /** Why the referral cannot be given to this centre by this caller now; empty when it can. */
    Optional<Refusal> refusal(Task late, String centre, Caller caller) {
        String reference = "Task/" + late.getIdElement().getIdPart();
        if (centre.equals(late.getOwner().getReference())) {
            return Optional.of(ChosenCentre.refused(centre + " has the referral " + reference
                    + " already. Name another centre, or cancel this Task to go on waiting."));
        }
        boolean begun = TransitionTable.check(
                        TaskKind.REFERRAL,
                        State.of(late),
                        CANCELLED,
                        caller.role().code(),
                        false)
                instanceof Verdict.Refused;
        return begun
                ? Optional.of(ChosenCentre.refused("The centre has begun its work on " + reference
                        + ". Ask it to give the case back: a Task with code abort and this referral as focus. When it has agreed,"
                        + " name the next centre here."))
                : Optional.empty();
    }

    /** Back at the choice of a centre the work opens anew; it is done already. */
    @Override
    public void ended(CaseFile file, Task match) {
        if (match.getStatus() == TaskStatus.COMPLETED) {
            late(match).ifPresent(referral -> {
                steps.move(referral, CANCELLED);
                cases.open(file.number(), CODE).forEach(anew -> steps.complete(anew, match.getOutput()));
            });
        }
    }

    @EventListener
    void on(CaseEvents.ReferralMoved moved) {
        if (ANSWERS.contains(moved.businessStatus())) {
            cases.open(moved.caseNumber(), CODE).stream()
                    .filter(match ->
                            ("Task/" + moved.taskId()).equals(match.getFocus().getReference()))
                    .forEach(steps::cancel);
        }
    }
}

package health.consilium.centres;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * To complete {@code match-centre} is to name the one centre that the case goes to: the one that the patient chose, as long as
 * that choice holds, unless the desk says why not.
 */
@Component
class ChosenCentre implements TaskRule {

    private final Directory directory;
    private final Cases cases;
    private final Choices choices;
    private final Rematch rematch;
    private final Clock clock;

    ChosenCentre(Directory directory, @Lazy Cases cases, @Lazy Choices choices, @Lazy Rematch rematch, Clock clock) {
        this.directory = directory;
        this.cases = cases;
        this.choices = choices;
        this.rematch = rematch;
        this.clock = clock;
    }

    @Override
    public String code() {
        return Rematch.CODE;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        if (after.getStatus() != TaskStatus.COMPLETED) {
            return Optional.empty();
        }
        List<Reference> centres = TaskSteps.outputs(after, "centre");
        return refusal(centres).or(() -> refusal(after, centres.get(0).getReference(), caller));
    }

    private Optional<Refusal> refusal(List<Reference> centres) {
        if (centres.size() != 1) {
            return Optional.of(refused("Name the one centre in an output of type centre (CodeSystem/task-input)"
                    + " that refers to its Organization."));
        }
        String reference = String.valueOf(centres.get(0).getReference());
        boolean organization =
                "Organization".equals(centres.get(0).getReferenceElement().getResourceType());
        return organization
                        && directory.takesCases(
                                centres.get(0).getReferenceElement().getIdPart())
                ? Optional.empty()
                : Optional.of(refused(reference + " is no Organization with an active review service. $match lists"
                        + " those that fit the case."));
    }

    /** A centre that does not answer is not waited for because it was chosen. */
    private Optional<Refusal> refusal(Task task, String centre, Caller caller) {
        return rematch.late(task)
                .map(late -> rematch.refusal(late, centre, caller))
                .orElseGet(() -> otherThanChosen(task, centre));
    }

    private Optional<Refusal> otherThanChosen(Task task, String centre) {
        if (task.getStatusReason().hasText()) {
            return Optional.empty();
        }
        return cases.of(task)
                .flatMap(file -> choices.standing(file, LocalDate.now(clock)))
                .filter(choice -> !choice.centre().equals(centre))
                .map(choice -> refused(choice.words() + " That is " + choice.centre() + ", not " + centre
                        + ". Name it, or say in Task.statusReason.text why the case goes elsewhere."));
    }

    static Refusal refused(String message) {
        return Refusal.unprocessable("illegal-transition", message, "Task.output");
    }
}

package health.consilium.centres;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** To complete {@code match-centre} is to name the one centre that the case goes to. */
@Component
class ChosenCentre implements TaskRule {

    private final Directory directory;

    ChosenCentre(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String code() {
        return "match-centre";
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        boolean completes = after.getStatus() == TaskStatus.COMPLETED && before.getStatus() != TaskStatus.COMPLETED;
        return completes ? refusal(TaskSteps.outputs(after, "centre")) : Optional.empty();
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

    private static Refusal refused(String message) {
        return Refusal.unprocessable("illegal-transition", message, "Task.output");
    }
}

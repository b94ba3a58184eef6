package health.consilium.centres;

import health.consilium.access.Caller;
import health.consilium.centres.rules.PublishedOptions;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.StageWork;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.rules.TransitionTable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The Task {@code choose-option}: it names the published options, and is completed with the one that the patient picks. Where
 * nothing was published there is nothing to pick; the patient goes on or does not. Rejected, the case is withdrawn.
 */
@Component
class ChosenOption implements StageWork, TaskRule, TaskEffect {

    static final String CODE = "choose-option";

    private final FhirStore store;
    private final Cases cases;
    private final TaskSteps steps;
    private final Publication publication;
    private final Clock clock;

    ChosenOption(
            @Lazy FhirStore store,
            @Lazy Cases cases,
            @Lazy TaskSteps steps,
            @Lazy Publication publication,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.steps = steps;
        this.publication = publication;
        this.clock = clock;
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public List<WorkItem> needed(CaseFile file) {
        if (!cases.open(file.number(), CODE).isEmpty()) {
            return List.of();
        }
        WorkItem item = WorkItem.of(CODE);
        return List.of(publication
                .current(file)
                .map(group -> item.with(Publication.inputs(group)))
                .orElse(item));
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        if (after.getStatus() != TaskStatus.COMPLETED) {
            return Optional.empty();
        }
        List<Reference> sets = TaskSteps.inputs(after, "options");
        List<Reference> picked = TaskSteps.outputs(after, "option");
        if (sets.isEmpty()) {
            return picked.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            refused("dangling-reference", "No options were published, so that none can be picked."));
        }
        if (picked.size() != 1) {
            return Optional.of(refused(
                    "illegal-transition",
                    "Pick one option of " + sets.get(0).getReference() + ": an output of type option"
                            + " (CodeSystem/task-input) that refers to its Claim."));
        }
        return store.find(RequestGroup.class, sets.get(0).getReferenceElement().getIdPart())
                .map(group -> judge(group, picked.get(0)))
                .orElseGet(() -> Optional.of(withdrawn()));
    }

    private Optional<Refusal> judge(RequestGroup group, Reference picked) {
        String reference = String.valueOf(picked.getReference());
        boolean offered = group.getAction().stream()
                .anyMatch(action -> reference.equals(action.getResource().getReference()));
        if (!offered) {
            return Optional.of(refused(
                    "dangling-reference", reference + " is no option of " + Publication.reference(group) + "."));
        }
        Optional<Claim> claim =
                store.find(Claim.class, picked.getReferenceElement().getIdPart());
        boolean stands = group.getStatus() == RequestStatus.ACTIVE
                && claim.filter(price -> price.getStatus() == Claim.ClaimStatus.ACTIVE)
                        .isPresent();
        if (!stands) {
            return Optional.of(withdrawn());
        }
        return claim.filter(price -> PublishedOptions.isExpired(price, LocalDate.now(clock)))
                .map(price -> refused(
                        "option-expired",
                        "The price held until " + PublishedOptions.validUntil(price)
                                + ". The coordination desk is asked to publish new options."));
    }

    private static Refusal withdrawn() {
        return refused(
                "option-withdrawn",
                "The coordination desk has withdrawn these options. Read the Task again: it names those that hold now.");
    }

    private static Refusal refused(String code, String message) {
        return Refusal.unprocessable(code, message, "Task.output");
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() == TaskStatus.COMPLETED) {
            TaskSteps.inputs(task, "options").stream()
                    .flatMap(set -> store
                            .find(RequestGroup.class, set.getReferenceElement().getIdPart())
                            .stream())
                    .filter(group -> group.getStatus() == RequestStatus.ACTIVE)
                    .forEach(group -> store.update(group.setStatus(RequestStatus.COMPLETED)));
        } else if (task.getStatus() == TaskStatus.REJECTED && file.status().equals("options-offered")) {
            steps.move(file.root(), TransitionTable.root("withdrawn"));
        }
    }
}

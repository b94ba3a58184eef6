package health.consilium.centres;

import health.consilium.access.Caller;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** To complete {@code assess-case} with an output {@code options} is to publish them. */
@Component
class AssessedOptions implements TaskRule, TaskEffect {

    private final FhirStore store;
    private final Publication publication;

    AssessedOptions(@Lazy FhirStore store, @Lazy Publication publication) {
        this.store = store;
        this.publication = publication;
    }

    @Override
    public String code() {
        return "assess-case";
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        List<Reference> sets = TaskSteps.outputs(after, "options");
        if (after.getStatus() != TaskStatus.COMPLETED || sets.isEmpty()) {
            return Optional.empty();
        }
        if (sets.size() > 1) {
            return Optional.of(refused("One set of options is published at a time."));
        }
        return options(after)
                .map(group -> group.getStatus() == RequestStatus.DRAFT
                        ? publication.objections(group).stream().findFirst()
                        : standing(group))
                .orElseGet(() -> Optional.of(
                        refused(sets.get(0).getReference() + " is no RequestGroup that $assess made for this case.")));
    }

    private static Optional<Refusal> standing(RequestGroup group) {
        return group.getStatus() == RequestStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(refused("These options were withdrawn or replaced; $assess makes a new set."));
    }

    private Optional<RequestGroup> options(Task task) {
        Optional<String> number = health.consilium.access.Compartment.caseNumber(task);
        return TaskSteps.outputs(task, "options").stream()
                .flatMap(set -> store.find(String.valueOf(set.getReference())).stream())
                .filter(RequestGroup.class::isInstance)
                .map(RequestGroup.class::cast)
                .filter(OptionDrafts::isOptions)
                .filter(group ->
                        health.consilium.access.Compartment.caseNumber(group).equals(number))
                .findFirst();
    }

    private static Refusal refused(String message) {
        return Refusal.unprocessable("dangling-reference", message, "Task.output");
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() == TaskStatus.COMPLETED) {
            options(task)
                    .filter(group -> group.getStatus() == RequestStatus.DRAFT)
                    .ifPresent(group -> {
                        publication.mark(group);
                        publication.carryOut(store.update(group));
                    });
        }
    }
}

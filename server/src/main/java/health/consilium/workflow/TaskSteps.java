package health.consilium.workflow;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.State;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Type;
import org.springframework.stereotype.Component;

/**
 * The steps that the server makes with Tasks, for operations and listeners. They end in the same storage hook as a client's
 * {@code PATCH}, which holds the table.
 */
@Component
public class TaskSteps {

    public static final String INPUT_SYSTEM = FhirPackage.CANONICAL + "/CodeSystem/task-input";

    private final FhirStore store;

    TaskSteps(FhirStore store) {
        this.store = store;
    }

    /**
     * Completes a Task.
     *
     * @throws health.consilium.fhir.RefusedException 422 when it cannot be completed from where it stands; 412 when it has
     *     moved meanwhile
     */
    public Task complete(Task task, List<TaskOutputComponent> outputs) {
        Task done = task.copy();
        outputs.forEach(done::addOutput);
        done.setStatus(TaskStatus.COMPLETED);
        return store.update(done);
    }

    /** Moves a Task to another state; refused as {@link #complete} is. */
    public Task move(Task task, State to) {
        Task moved = task.copy();
        set(moved, to);
        return store.update(moved);
    }

    /** Cancels a work Task; refused as {@link #complete} is. */
    public Task cancel(Task task) {
        return move(task, State.status("cancelled"));
    }

    /** Adds an output to a Task without moving it. */
    public Task addOutput(Task task, TaskOutputComponent output) {
        Task more = task.copy();
        more.addOutput(output);
        return store.update(more);
    }

    /** Gives a Task inputs in place of those of the same types, without moving it. */
    public Task setInputs(Task task, List<ParameterComponent> inputs) {
        Task changed = task.copy();
        inputs.forEach(input -> changed.getInput().removeIf(old -> old.getType().equalsDeep(input.getType())));
        inputs.forEach(input -> changed.addInput(input.copy()));
        return store.update(changed);
    }

    public static void set(Task task, State to) {
        task.setStatus(TaskStatus.fromCode(to.status()));
        if (!to.business().isEmpty()) {
            task.setBusinessStatus(new CodeableConcept(new Coding(State.SYSTEM, to.business(), null)));
        }
    }

    /** An output of the given type, a code of {@code CodeSystem/task-input}. */
    public static TaskOutputComponent output(String type, Type value) {
        return new TaskOutputComponent(new CodeableConcept(new Coding(INPUT_SYSTEM, type, null)), value);
    }

    /** An input of the given type, a code of {@code CodeSystem/task-input}. */
    public static ParameterComponent input(String type, Type value) {
        return new ParameterComponent(new CodeableConcept(new Coding(INPUT_SYSTEM, type, null)), value);
    }

    /** The references among a Task's outputs of this type, in order. */
    public static List<Reference> outputs(Task task, String type) {
        return task.getOutput().stream()
                .filter(output -> output.getType().hasCoding(INPUT_SYSTEM, type))
                .map(TaskOutputComponent::getValue)
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    /** The references among a Task's inputs of this type, in order. */
    public static List<Reference> inputs(Task task, String type) {
        return task.getInput().stream()
                .filter(input -> input.getType().hasCoding(INPUT_SYSTEM, type))
                .map(ParameterComponent::getValue)
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    /** The text of a Task's first input of this type. */
    public static Optional<String> text(Task task, String type) {
        return task.getInput().stream()
                .filter(input -> input.getType().hasCoding(INPUT_SYSTEM, type))
                .map(input -> input.getValue().primitiveValue())
                .findFirst();
    }
}

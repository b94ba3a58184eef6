package health.consilium.workflow;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;

/** What a station asks of a step that a client makes on one of its Tasks, beyond the transition table. */
public interface TaskRule {

    /** The task code this is about. */
    String code();

    /**
     * Why the step is not possible; empty when it is. Called for steps to another status alone, for outputs come with a step;
     * once the references of the new version lead to what is stored, before anything is committed.
     */
    Optional<Refusal> refusal(Task before, Task after, Caller caller);
}

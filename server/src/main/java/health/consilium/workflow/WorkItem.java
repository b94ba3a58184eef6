package health.consilium.workflow;

import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task.ParameterComponent;

/**
 * A piece of work to be opened as a Task.
 *
 * @param code task code
 * @param focus what it is about; null for the case itself
 * @param owner who does it; null for whoever the pathway names
 * @param inputs what is needed to do it
 * @param reason why, such as a gap; null for none
 */
public record WorkItem(
        String code, Reference focus, Reference owner, List<ParameterComponent> inputs, Reference reason) {

    public static WorkItem of(String code) {
        return new WorkItem(code, null, null, List.of(), null);
    }

    public static WorkItem about(String code, Reference focus) {
        return new WorkItem(code, focus, null, List.of(), null);
    }

    public WorkItem ownedBy(Reference party) {
        return new WorkItem(code, focus, party, inputs, reason);
    }

    public WorkItem with(List<ParameterComponent> more) {
        return new WorkItem(code, focus, owner, List.copyOf(more), reason);
    }

    public WorkItem because(Reference why) {
        return new WorkItem(code, focus, owner, inputs, why);
    }
}

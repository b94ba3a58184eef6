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
 * @param form what kind of Task it is
 */
public record WorkItem(
        String code, Reference focus, Reference owner, List<ParameterComponent> inputs, Reference reason, Form form) {

    /**
     * @param profile canonical of the profile
     * @param language BCP 47, of the owner; null where the Task has no words of its own
     * @param description what is to be done, in this language; null for what the code says
     */
    public record Form(String profile, String language, String description) {

        private static final Form WORK = new Form(Worklist.WORK_TASK, null, null);
    }

    public static WorkItem of(String code) {
        return new WorkItem(code, null, null, List.of(), null, Form.WORK);
    }

    public static WorkItem about(String code, Reference focus) {
        return new WorkItem(code, focus, null, List.of(), null, Form.WORK);
    }

    public WorkItem ownedBy(Reference party) {
        return new WorkItem(code, focus, party, inputs, reason, form);
    }

    public WorkItem with(List<ParameterComponent> more) {
        return new WorkItem(code, focus, owner, List.copyOf(more), reason, form);
    }

    public WorkItem because(Reference why) {
        return new WorkItem(code, focus, owner, inputs, why, form);
    }

    /** With words of its own in this language (BCP 47). */
    public WorkItem saying(String language, String description) {
        return as(new Form(form.profile(), language, description));
    }

    public WorkItem as(Form other) {
        return new WorkItem(code, focus, owner, inputs, reason, other);
    }
}

package health.consilium.workflow;

import org.hl7.fhir.r4.model.Task;

/**
 * What a station does, in the same transaction, when one of its Tasks has reached an end. Only for what must not be seen to
 * lag behind; all else listens to {@link CaseEvents}.
 */
public interface TaskEffect {

    /** The task code this is about. */
    String code();

    /** Called before the case leaves its business status because its work is done. */
    void ended(CaseFile file, Task task);
}

package health.consilium.workflow;

import java.time.ZonedDateTime;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/**
 * Keeps the time of Tasks: who works by which calendar is not the workflow's to know. Called within the transaction that
 * stores the Task, mostly before it is stored, so that due date and clock are part of what is stored.
 */
public interface TaskClock {

    /**
     * A Task is about to be stored for the first time: gives it its due date.
     *
     * @return to be given the Task as it was stored, with its id: its clock begins to run
     */
    Consumer<Task> opening(CaseFile file, Task task);

    /** A Task is about to be stored again: a step on hold stops its clock, a step to an end ends it. */
    void moving(Task before, Task after);

    /** A Task was stored in another state: while the case waits for others, so does the work of the coordination desk. */
    void moved(Task before, Task after);

    /** Whether the time of this Task is over. */
    boolean isOver(Task task);

    /** When work of this code would be due for this owner that opened now, in the owner's zone. */
    ZonedDateTime due(String code, Reference owner);
}

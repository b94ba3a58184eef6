package health.consilium.workflow.rules;

import java.util.Comparator;
import java.util.Date;
import org.hl7.fhir.r4.model.Task;

/** The order in which Tasks were written. */
public final class TaskOrder {

    /** The Task says when to the second; of two in the same second the version that was stored later is the later one. */
    public static final Comparator<Task> BY_LAST_WRITE = Comparator.comparing(Task::getLastModified)
            .thenComparing(
                    task -> task.getMeta().getLastUpdated(), Comparator.nullsFirst(Comparator.<Date>naturalOrder()));

    private TaskOrder() {}
}

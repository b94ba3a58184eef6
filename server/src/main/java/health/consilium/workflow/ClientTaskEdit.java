package health.consilium.workflow;

import health.consilium.fhir.Refusal;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Task;

/** What a client may change in a Task: where it stands, why, what came out of it, and notes. The rest is the server's. */
final class ClientTaskEdit {

    private ClientTaskEdit() {}

    static void check(Task before, Task after) {
        if (!withoutEditable(before).equalsDeep(withoutEditable(after))) {
            throw Refusal.unprocessable(
                            "illegal-transition",
                            "In a Task you may change status, businessStatus, statusReason, output and note; the rest is the"
                                    + " server's. Read the Task again and change only those.",
                            "Task")
                    .asException();
        }
    }

    private static Task withoutEditable(Task task) {
        Task rest = task.copy();
        rest.setId((String) null);
        rest.setMeta(new Meta());
        rest.setStatus(null);
        rest.setBusinessStatus(null);
        rest.setStatusReason(null);
        rest.getOutput().clear();
        rest.getNote().clear();
        rest.setLastModified(null);
        rest.setExecutionPeriod(null);
        rest.setText(null);
        // Set by the server when a translator takes or returns a Task.
        rest.setOwner(null);
        return rest;
    }
}

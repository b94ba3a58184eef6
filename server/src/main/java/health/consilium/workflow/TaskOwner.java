package health.consilium.workflow;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.Objects;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Who has a Task in hand, and who may give it to whom. */
final class TaskOwner {

    private TaskOwner() {}

    /** What nobody has taken yet is any translator's to take. */
    static boolean isInHandOf(Task task, Caller caller) {
        return caller.isMeantBy(task.getOwner()) || (!task.hasOwner() && caller.is(Role.TRANSLATOR));
    }

    /**
     * Sets who has the Task after an edit of this caller. Who takes it from the pool becomes its owner, who returns it there is
     * its owner no more; else only the coordination desk gives work to somebody.
     */
    static void settle(Task before, Task after, Caller caller) {
        Reference settled = settled(before, after, caller);
        boolean given = !isSame(after.getOwner(), before.getOwner()) && !isSame(after.getOwner(), settled);
        if (!given) {
            after.setOwner(settled);
        } else if (!caller.is(Role.COORDINATOR)) {
            throw refused("The coordination desk says who is the owner of a Task.");
        } else if (TaskKind.of(before) == TaskKind.ROOT) {
            throw refused("The case itself stays with the coordination desk.");
        } else if (isCentres(before)) {
            throw refused(
                    "This is work of the centre that the consent names. To ask another one, end the referral and submit"
                            + " the case to that centre.");
        }
    }

    private static Reference settled(Task before, Task after, Caller caller) {
        boolean step = !State.of(before).equals(State.of(after));
        if (step && caller.is(Role.TRANSLATOR)) {
            if (after.getStatus() == TaskStatus.REQUESTED) {
                return null;
            }
            if (!before.hasOwner()) {
                return caller.reference();
            }
        }
        return before.hasOwner() ? before.getOwner().copy() : null;
    }

    /** A referral, and what its centre does beside it. */
    private static boolean isCentres(Task task) {
        return TaskKind.of(task) == TaskKind.REFERRAL
                || Numbers.REFERRAL_SYSTEM.equals(task.getGroupIdentifier().getSystem());
    }

    private static boolean isSame(Reference one, Reference other) {
        return Objects.equals(reference(one), reference(other));
    }

    private static String reference(Reference owner) {
        return owner == null ? null : owner.getReference();
    }

    private static RuntimeException refused(String message) {
        return ClientTaskEdit.refused(message, "Task.owner");
    }
}

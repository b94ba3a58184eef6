package health.consilium.workflow;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Task;

/**
 * What a client may change in a Task, beside its owner ({@link TaskOwner}): with a step where it stands, why, and what came out
 * of it; without one only notes ({@link TaskNotes}). The rest is the server's. A Task that has ended is what others go by, its
 * outputs as much as the day on which it was written last, so that nothing in it changes any more.
 */
final class ClientTaskEdit {

    private ClientTaskEdit() {}

    /** Puts back what a client sends along without meaning it. */
    static void keepServersOwn(Task before, Task after) {
        Meta meta = before.getMeta().copy();
        after.getMeta().setTag(meta.getTag()).setProfile(meta.getProfile());
        after.setText(before.hasText() ? before.getText().copy() : null);
        after.setLastModifiedElement(
                before.hasLastModified() ? before.getLastModifiedElement().copy() : null);
    }

    static boolean changes(Task before, Task after) {
        return !withoutIdentity(before).equalsDeep(withoutIdentity(after));
    }

    /** Called for what changes something. */
    static void checkOpen(Task before) {
        if (State.of(before).isEnd()) {
            throw refused(
                    "This Task has ended and stays as it is, with what came out of it. What is to be said about it later is a"
                            + " Communication.",
                    "Task");
        }
    }

    /** The step itself, if there is one, is judged by the transition table, and its outputs by the rules of the Task. */
    static void check(Task before, Task after, Caller caller) {
        if (!caller.is(Role.COORDINATOR) && !TaskOwner.isInHandOf(before, caller)) {
            throw refused(
                    "A Task is changed by who has it in hand, which is its owner, and by the coordination desk.",
                    "Task.owner");
        }
        if (!serversOwn(before).equalsDeep(serversOwn(after))) {
            throw refused(
                    "In a Task you may change status, businessStatus, statusReason, output and note; the rest is the"
                            + " server's. Read the Task again and change only those.",
                    "Task");
        }
        boolean sameOutput = Base.compareDeep(before.getOutput(), after.getOutput(), true);
        if (!sameOutput && TaskKind.of(before) != TaskKind.WORK) {
            throw refused(
                    "The outputs of this Task are the server's. A centre hands in its report by $submit-report.",
                    "Task.output");
        }
        boolean step = !State.of(before).equals(State.of(after));
        boolean sameStand = Base.compareDeep(before.getBusinessStatus(), after.getBusinessStatus(), true)
                && Base.compareDeep(before.getStatusReason(), after.getStatusReason(), true);
        if (!step && !(sameOutput && sameStand)) {
            throw refused(
                    "What came out of a Task and why it stands where it does is written with the step to another status."
                            + " Without a step you may add a note.",
                    "Task.output",
                    "Task.statusReason",
                    "Task.businessStatus");
        }
        long businessStatuses = after.getBusinessStatus().getCoding().stream()
                .filter(coding -> State.SYSTEM.equals(coding.getSystem()))
                .count();
        if (businessStatuses > 1) {
            throw refused("A Task has one business status.", "Task.businessStatus");
        }
    }

    private static Task serversOwn(Task task) {
        Task rest = withoutIdentity(task);
        rest.setStatus(null);
        rest.setBusinessStatus(null);
        rest.setStatusReason(null);
        rest.setOutput(null);
        rest.setNote(null);
        rest.setOwner(null);
        return rest;
    }

    private static Task withoutIdentity(Task task) {
        Task rest = task.copy();
        rest.setId((String) null);
        rest.setMeta(null);
        return rest;
    }

    static RuntimeException refused(String message, String... expressions) {
        return Refusal.unprocessable("illegal-transition", message, expressions).asException();
    }
}

package health.consilium.workflow.rules;

import java.util.Set;

/**
 * One legal step.
 *
 * @param kind kind of Task
 * @param from where from
 * @param to where to
 * @param by roles that may make it by REST ({@code owner}: whoever owns the Task); empty for a step that only the server
 *     makes, through an operation or as a mirror
 */
public record Transition(TaskKind kind, State from, State to, Set<String> by) {

    /** The owner of the Task, or anybody of the owner's role while the Task has no owner. */
    public static final String OWNER = "owner";

    boolean isOpenTo(String role, boolean owner) {
        return by.contains(role) || (owner && by.contains(OWNER));
    }
}

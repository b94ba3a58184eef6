package health.consilium.workflow.rules;

import java.util.List;

/** What the table says to a step. */
public sealed interface Verdict {

    record Allowed() implements Verdict {}

    /** Not a step of this Task, or not for this caller; {@code legal} are the steps that are. */
    record Refused(State from, State to, List<State> legal) implements Verdict {

        public String message() {
            String steps = legal.isEmpty()
                    ? "There is no step for you from here."
                    : "From here you can go to: "
                            + String.join(
                                    ", ", legal.stream().map(State::toString).toList()) + ".";
            return "This Task cannot go from " + from + " to " + to + ". " + steps;
        }
    }
}

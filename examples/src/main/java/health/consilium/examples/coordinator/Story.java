package health.consilium.examples.coordinator;

import java.io.PrintStream;

/** Tells a person who did what, one line each. */
final class Story {

    private final PrintStream out;

    Story(PrintStream out) {
        this.out = out;
    }

    void tell(String who, String what, Object... details) {
        out.printf("  %-18s %s%n", who, String.format(what, details));
    }

    /** A line that belongs to the one before. */
    void more(String what, Object... details) {
        tell("", what, details);
    }
}

package health.consilium.workflow;

import health.consilium.workflow.rules.Pathway;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The end of a case whose opinion was delivered. It closes when the time for questions is over, read or not, and nobody works on
 * anything any more that was asked for in this time: a question that was asked, and perhaps paid for, is answered first. With the case end
 * all that is left open and the centre's access.
 */
@Component
class Closing {

    private static final Set<String> AFTER_DELIVERY = Set.of("delivered", "follow-up");
    private static final String CLOSED = "closed";

    private final Cases cases;
    private final TaskClock clock;
    private final Withdrawal withdrawal;
    private final Closure closure;
    private final Set<String> waitedFor = new HashSet<>();

    Closing(@Lazy Cases cases, @Lazy TaskClock clock, @Lazy Withdrawal withdrawal, Closure closure, Pathway pathway) {
        this.cases = cases;
        this.clock = clock;
        this.withdrawal = withdrawal;
        this.closure = closure;
        AFTER_DELIVERY.forEach(status -> waitedFor.addAll(pathway.workOf(status)));
    }

    /** @return whether it is closed now */
    boolean closeIfDone(CaseFile file) {
        if (!AFTER_DELIVERY.contains(file.status())
                || !clock.isOver(file.root())
                || !cases.open(file.number(), waitedFor.toArray(String[]::new)).isEmpty()
                || closure.waits(file, CLOSED)) {
            return false;
        }
        withdrawal.end(file, CLOSED);
        return true;
    }

    /** What stood in the way of the end, when all else was done, is gone. */
    void closeNow(CaseFile file) {
        if (AFTER_DELIVERY.contains(file.status())) {
            withdrawal.end(file, CLOSED);
        }
    }

    /** Some work has ended: perhaps the last that kept the case open. */
    void workEnded(CaseFile file, String code) {
        if (waitedFor.contains(code) && AFTER_DELIVERY.contains(file.status())) {
            cases.byNumber(file.number()).ifPresent(this::closeIfDone);
        }
    }
}

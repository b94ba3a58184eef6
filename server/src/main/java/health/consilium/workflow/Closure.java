package health.consilium.workflow;

import health.consilium.access.emergency.Emergencies;
import health.consilium.access.emergency.EmergencyReviewed;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A case in which somebody declared an emergency is closed when that has been reviewed. What a patient takes back meanwhile, such as
 * what centres may see, is taken back at once.
 */
@Component
class Closure {

    private static final String CLOSED = "closed";

    private final Emergencies emergencies;
    private final Cases cases;
    private final Closing closing;

    Closure(Emergencies emergencies, Cases cases, @Lazy Closing closing) {
        this.emergencies = emergencies;
        this.cases = cases;
        this.closing = closing;
    }

    /** Whether the case must not enter this business status yet; it will when the last emergency is reviewed. */
    boolean waits(CaseFile file, String business) {
        return business.equals(CLOSED) && emergencies.closingWaits(file.number());
    }

    void ended(CaseFile file) {
        emergencies.caseEnded(file.number());
    }

    @EventListener
    void on(EmergencyReviewed reviewed) {
        if (reviewed.closingWaits()) {
            cases.byNumber(reviewed.caseNumber()).ifPresent(closing::closeNow);
        }
    }
}

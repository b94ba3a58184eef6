package health.consilium.turnaround;

import health.consilium.access.emergency.EmergencyToReview;
import health.consilium.access.emergency.OpenReviews;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * Starts the clocks of reviews that have none, because a version of the server that knew no such clocks took the declaration: one
 * before an upgrade, or one that still runs beside this one. Each clock counts from the declaration.
 */
@Component
class MissingReviewClocks {

    private final OpenReviews reviews;
    private final ClockStarts starts;
    private final ClockTable table;
    private final ChaseTimers timers;
    private final FhirStore store;
    private final CaseLock lock;
    private final WorkflowSettings settings;
    private final Clock clock;

    MissingReviewClocks(
            OpenReviews reviews,
            ClockStarts starts,
            ClockTable table,
            ChaseTimers timers,
            FhirStore store,
            CaseLock lock,
            WorkflowSettings settings,
            Clock clock) {
        this.reviews = reviews;
        this.starts = starts;
        this.table = table;
        this.timers = timers;
        this.store = store;
        this.lock = lock;
        this.settings = settings;
        this.clock = clock;
    }

    void start() {
        reviews.all().stream()
                .filter(this::hasNone)
                .forEach(review -> store.inTransaction(() -> {
                    // Reviews and declarations take the same lock: whatever came meanwhile is seen.
                    lock.hold(review.caseNumber());
                    reviews.all().stream()
                            .filter(waiting -> waiting.reference().equals(review.reference()))
                            .filter(this::hasNone)
                            .forEach(this::start);
                    return null;
                }));
    }

    private boolean hasNone(EmergencyToReview review) {
        return table.phases(ReviewClock.id(review.reference())) == 0;
    }

    private void start(EmergencyToReview review) {
        Instant declared = review.declaredAt().truncatedTo(ChronoUnit.SECONDS);
        ClockRow row = starts.ofReview(
                ReviewClock.id(review.reference()),
                review.caseNumber(),
                review.privacyOfficer().orElseGet(settings::coordinationDeskReference),
                declared);
        timers.startLate(row, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }
}

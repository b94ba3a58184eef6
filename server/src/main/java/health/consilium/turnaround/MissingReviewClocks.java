package health.consilium.turnaround;

import health.consilium.access.emergency.EmergencyToReview;
import health.consilium.access.emergency.OpenReviews;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.WorkflowSettings;
import org.springframework.stereotype.Component;

/**
 * Starts the clocks of reviews that have none, because a version of the server that knew no such clocks took the declaration: one
 * before an upgrade, or one that still runs beside this one. Each clock counts from the declaration.
 */
@Component
class MissingReviewClocks {

    private final OpenReviews reviews;
    private final ReviewClock clocks;
    private final FhirStore store;
    private final CaseLock lock;
    private final WorkflowSettings settings;

    MissingReviewClocks(
            OpenReviews reviews, ReviewClock clocks, FhirStore store, CaseLock lock, WorkflowSettings settings) {
        this.reviews = reviews;
        this.clocks = clocks;
        this.store = store;
        this.lock = lock;
        this.settings = settings;
    }

    void start() {
        reviews.all().stream()
                .filter(clocks::isMissing)
                .forEach(review -> store.inTransaction(() -> {
                    // Reviews and declarations take the same lock: whatever came meanwhile is seen.
                    lock.hold(review.caseNumber());
                    reviews.all().stream()
                            .filter(waiting -> waiting.reference().equals(review.reference()))
                            .filter(clocks::isMissing)
                            .forEach(this::start);
                    return null;
                }));
    }

    private void start(EmergencyToReview review) {
        clocks.startLate(review, review.privacyOfficer().orElseGet(settings::coordinationDeskReference));
    }
}

package health.consilium.turnaround;

import health.consilium.access.emergency.EmergencyDeclared;
import health.consilium.access.emergency.EmergencyReviewed;
import health.consilium.access.emergency.EmergencyToReview;
import health.consilium.access.emergency.ReviewDates;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The clock of an emergency's review, from the declaration to what the privacy officer says of it. There is no Task for it,
 * because who reviews reads no case; clock, timers and ladder are those of Tasks.
 */
@Component
class ReviewClock implements ReviewDates {

    private final ClockStarts starts;
    private final ClockTable table;
    private final ChaseTimers timers;
    private final Clock clock;

    ReviewClock(ClockStarts starts, ClockTable table, ChaseTimers timers, Clock clock) {
        this.starts = starts;
        this.table = table;
        this.timers = timers;
        this.clock = clock;
    }

    @EventListener
    void on(EmergencyDeclared declared) {
        timers.start(
                starts.ofReview(id(declared.reference()), declared.caseNumber(), declared.privacyOfficer(), now()));
    }

    @EventListener
    void on(EmergencyReviewed reviewed) {
        table.open(id(reviewed.reference())).ifPresent(row -> timers.end(row, now(), "completed"));
    }

    /** Whether the review never had a clock. */
    boolean isMissing(EmergencyToReview review) {
        return table.phases(id(review.reference())) == 0;
    }

    /** It counts from the declaration, however long ago that was. */
    void startLate(EmergencyToReview review, String officer) {
        Instant declared = review.declaredAt().truncatedTo(ChronoUnit.SECONDS);
        timers.startLate(starts.ofReview(id(review.reference()), review.caseNumber(), officer, declared), now());
    }

    @Override
    public Map<UUID, Instant> due(List<UUID> emergencies) {
        return table.openReviews(emergencies.stream().map(UUID::toString).toList()).entrySet().stream()
                .collect(Collectors.toMap(due -> UUID.fromString(due.getKey()), Map.Entry::getValue));
    }

    private static String id(String declaration) {
        return declaration.substring(declaration.indexOf('/') + 1);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

package health.consilium.access.emergency;

import health.consilium.access.Caller;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What comes of an emergency: another person says whether it was one. */
@Component
class EmergencyReviews {

    private final Register register;
    private final Grants grants;
    private final FhirStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EmergencyReviews(
            Register register, Grants grants, @Lazy FhirStore store, ApplicationEventPublisher events, Clock clock) {
        this.register = register;
        this.grants = grants;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records the review. What was no emergency ends at once.
     *
     * @throws health.consilium.fhir.RefusedException 404, 409 where it was reviewed before, 422 for who declared it
     */
    Emergency.Review review(Caller reviewer, ReviewRequest request) {
        return store.inTransaction(() -> {
            Emergency emergency = held(request.id());
            check(emergency, reviewer);
            Emergency.Review review = new Emergency.Review(
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    reviewer.party(),
                    request.justified(),
                    request.note());
            boolean closingWaits = register.reviewed(emergency.id(), review);
            if (!request.justified()) {
                grants.close(emergency.reference());
            }
            events.publishEvent(new EmergencyReviewed(
                    emergency.reference(),
                    emergency.file().number(),
                    emergency.file().patient(),
                    new EmergencyReviewed.Verdict(review.justified(), review.note()),
                    closingWaits));
            return review;
        });
    }

    private Emergency held(UUID id) {
        Optional<Emergency> known = register.find(id);
        known.ifPresent(emergency -> register.hold(emergency.file().number()));
        return known.flatMap(emergency -> register.find(id))
                .orElseThrow(() ->
                        Refusal.notFound("There is no emergency " + id + ".").asException());
    }

    private static void check(Emergency emergency, Caller reviewer) {
        if (emergency.review().isPresent()) {
            throw Refusal.conflict("duplicate", "This emergency was reviewed before.")
                    .asException();
        }
        if (emergency.who().isSame(reviewer.subject(), reviewer.party())) {
            throw Refusal.unprocessable("same-person", "Somebody else reviews what you declared.")
                    .asException();
        }
    }
}

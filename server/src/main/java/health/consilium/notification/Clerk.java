package health.consilium.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Does all of the post office's work but the sending of messages; one thread of each server. */
@Component
class Clerk {

    private static final Duration TIDY = Duration.ofHours(1);

    private final Addressing addressing;
    private final SubscriptionStates states;
    private final Deliveries deliveries;
    private final Bell bell;
    private final NotificationSettings settings;
    private final Clock clock;

    private Instant tidied = Instant.EPOCH;

    Clerk(
            Addressing addressing,
            SubscriptionStates states,
            Deliveries deliveries,
            Bell bell,
            NotificationSettings settings,
            Clock clock) {
        this.addressing = addressing;
        this.states = states;
        this.deliveries = deliveries;
        this.bell = bell;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param running whether there is time to go on with what is to be addressed
     * @return whether there was anything to do
     */
    boolean work(BooleanSupplier running) {
        boolean addressed = false;
        while (running.getAsBoolean() && addressing.addressNext()) {
            addressed = true;
            bell.ring();
        }
        boolean shaken = states.shakeNext();
        boolean beaten = states.beatNext();
        states.endThoseThatAreOver();
        tidy();
        if (shaken) {
            bell.ring();
        }
        return addressed || shaken || beaten;
    }

    private void tidy() {
        Instant now = clock.instant();
        if (tidied.plus(TIDY).isBefore(now)) {
            tidied = now;
            deliveries.forget(now.minus(settings.keep()));
        }
    }
}

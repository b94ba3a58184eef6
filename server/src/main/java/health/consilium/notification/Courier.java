package health.consilium.notification;

import health.consilium.notification.rules.Backoff;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Delivers messages one by one. A message is marked as sent after the receiver took it: a server that dies in between leads to
 * a second copy with the same id, never to none.
 */
@Component
class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);

    private final Deliveries deliveries;
    private final Channels channels;
    private final SubscriptionStates states;
    private final NotificationMetrics metrics;
    private final NotificationSettings settings;
    private final Clock clock;

    Courier(
            Deliveries deliveries,
            Channels channels,
            SubscriptionStates states,
            NotificationMetrics metrics,
            NotificationSettings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.channels = channels;
        this.states = states;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return whether there was a message to deliver */
    boolean deliverNext() {
        Optional<Delivery> next = deliveries.claim(channels.open(), settings.lease());
        next.ifPresent(delivery -> settle(delivery, channels.send(delivery)));
        return next.isPresent();
    }

    private void settle(Delivery delivery, Attempt attempt) {
        metrics.attempted(delivery.channel(), attempt);
        if (attempt instanceof Attempt.Withheld withheld) {
            deliveries.withheld(delivery, withheld.reason());
        } else if (attempt instanceof Attempt.Failed failed) {
            failed(delivery, failed.problem());
        } else {
            deliveries.sent(delivery);
        }
    }

    private void failed(Delivery delivery, String problem) {
        Backoff backoff = settings.retry().backoff();
        Optional<Instant> again = backoff.next(
                delivery.attempts(),
                delivery.since(),
                clock.instant(),
                ThreadLocalRandom.current().nextDouble());
        again.ifPresentOrElse(at -> deliveries.postponed(delivery, at, problem), () -> park(delivery, problem));
    }

    /** The alert: this line, the metric, the health page, and the list of $parked-messages. */
    private void park(Delivery delivery, String problem) {
        deliveries.parked(delivery, problem);
        log.warn(
                "Message {} ({}, {}) to {} was not taken in {} attempts and is parked: {}. It is kept; see $parked-messages.",
                delivery.id(),
                delivery.channel(),
                delivery.kind(),
                delivery.recipient(),
                delivery.attempts(),
                problem);
        if (delivery.channel().equals(Deliveries.HOOK)) {
            states.unheard(delivery, problem);
        }
    }
}

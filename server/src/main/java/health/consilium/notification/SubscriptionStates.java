package health.consilium.notification;

import health.consilium.notification.Subscriptions.Entry;
import java.util.Optional;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.springframework.stereotype.Component;

/** Moves Subscriptions from requested to active or error, and off at their end. */
@Component
class SubscriptionStates {

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final HookChannel hooks;
    private final SubscriptionSwitch status;
    private final NotificationMetrics metrics;
    private final NotificationSettings settings;

    SubscriptionStates(
            Subscriptions subscriptions,
            Deliveries deliveries,
            HookChannel hooks,
            SubscriptionSwitch status,
            NotificationMetrics metrics,
            NotificationSettings settings) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.hooks = hooks;
        this.status = status;
        this.metrics = metrics;
        this.settings = settings;
    }

    /**
     * A handshake that is due: the endpoint has to take it before anything else is sent there. What was kept for it while it
     * was in error follows at once, in order.
     *
     * @return whether there was one
     */
    boolean shakeNext() {
        Optional<Entry> next = subscriptions.claimHandshake(settings.lease());
        next.filter(entry -> !status.offIfShutOut(entry)).ifPresent(entry -> {
            Attempt attempt = hooks.sign(entry, "handshake");
            metrics.attempted("handshake", attempt);
            if (attempt instanceof Attempt.Failed failed) {
                status.set(entry, SubscriptionStatus.ERROR, "The handshake failed: " + failed.problem());
            } else if (status.set(entry, SubscriptionStatus.ACTIVE, null)) {
                deliveries.retry("Subscription/" + entry.id());
            }
        });
        return next.isPresent();
    }

    /** A sign of life that is due. One that fails is not repeated: the next one comes. */
    boolean beatNext() {
        Optional<Entry> next = subscriptions.claimHeartbeat(settings.lease());
        next.filter(entry -> !status.offIfShutOut(entry)).ifPresent(entry -> {
            metrics.attempted("heartbeat", hooks.sign(entry, "heartbeat"));
            subscriptions.release(entry.id());
        });
        return next.isPresent();
    }

    /** Asked for before each message: it may be off by now, and its owner shut out, which ends it. */
    Optional<Entry> on(Delivery delivery) {
        return subscriptions
                .find(delivery.subscriptionId())
                .filter(entry -> !entry.status().equals("off"))
                .filter(entry -> !status.offIfShutOut(entry));
    }

    void endThoseThatAreOver() {
        subscriptions.ended().forEach(entry -> status.set(entry, SubscriptionStatus.OFF, "Past its end"));
    }

    /** Nothing got through for as long as a message is tried: the subscriber is gone, and has to ask anew. */
    void unheard(Delivery delivery, String problem) {
        subscriptions
                .find(delivery.subscriptionId())
                .filter(Entry::isActive)
                .filter(entry -> !subscriptions.isHeardFromSince(entry.id(), delivery.since()))
                .filter(entry ->
                        status.set(entry, SubscriptionStatus.ERROR, "Notifications were not taken: " + problem))
                .ifPresent(entry -> deliveries.parkAll(delivery.recipient(), "the subscription is in error"));
    }
}

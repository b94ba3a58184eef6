package health.consilium.notification;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.fhir.FhirSettings;
import health.consilium.notification.Subscriptions.Entry;
import health.consilium.notification.rules.NotificationBundle;
import health.consilium.notification.rules.Topic;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;

/** Sends to subscribers: events, handshakes, heartbeats. */
@Component
class HookChannel {

    private final HookClient client;
    private final Focus focuses;
    private final FhirContext context;
    private final FhirSettings endpoint;
    private final Clock clock;

    HookChannel(HookClient client, Focus focuses, FhirContext context, FhirSettings endpoint, Clock clock) {
        this.client = client;
        this.focuses = focuses;
        this.context = context;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    Attempt send(Delivery delivery, Entry entry) {
        boolean visible = focuses.find(delivery.focus())
                .filter(task -> focuses.isFor(entry.owner(), delivery.kind(), task))
                .isPresent();
        if (!visible) {
            return new Attempt.Withheld("the subscriber may not see it any more");
        }
        NotificationBundle.Event event =
                new NotificationBundle.Event(delivery.number(), delivery.occurredAt(), delivery.focus());
        return post(
                entry,
                NotificationBundle.of(
                        status(entry, delivery.number()),
                        "event-notification",
                        List.of(event),
                        delivery.id(),
                        clock.instant()));
    }

    /** @param type handshake or heartbeat */
    Attempt sign(Entry entry, String type) {
        return post(
                entry,
                NotificationBundle.of(
                        status(entry, entry.events()), type, List.of(), UUID.randomUUID(), clock.instant()));
    }

    private Attempt post(Entry entry, Bundle bundle) {
        return client.post(
                entry.endpoint(),
                entry.headers(),
                context.newJsonParser().encodeResourceToString(bundle),
                entry.timeout());
    }

    NotificationBundle.Status status(Entry entry, long events) {
        return new NotificationBundle.Status(
                endpoint.base(),
                entry.id(),
                Topic.ofCode(entry.topic()).orElseThrow().canonical(),
                entry.status(),
                events);
    }
}

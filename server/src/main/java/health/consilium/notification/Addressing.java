package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.Outbox.Event;
import health.consilium.notification.rules.Topic;
import health.consilium.notification.rules.TopicFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds to whom an event is to be told: the subscriptions whose owners may see it, and whoever gets a mail about it. Never
 * whoever made the change.
 */
@Component
class Addressing {

    private static final Logger log = LoggerFactory.getLogger(Addressing.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final MailRecipients mails;
    private final Focus focuses;
    private final FhirStore store;

    Addressing(
            Outbox outbox,
            Subscriptions subscriptions,
            Deliveries deliveries,
            MailRecipients mails,
            Focus focuses,
            FhirStore store) {
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.mails = mails;
        this.focuses = focuses;
        this.store = store;
    }

    /** @return whether there was an event */
    boolean addressNext() {
        AtomicReference<Event> taken = new AtomicReference<>();
        try {
            return store.inTransaction(() -> {
                Optional<Event> event = outbox.next();
                event.ifPresent(taken::set);
                event.ifPresent(this::address);
                return event.isPresent();
            });
        } catch (RuntimeException e) {
            Event event = taken.get();
            if (event == null) {
                throw e;
            }
            log.error("Event {} ({}) could not be addressed; it is tried again", event.id(), event.kind(), e);
            outbox.postpone(event.id(), PAUSE);
            return true;
        }
    }

    private void address(Event event) {
        Optional<Task> focus = focuses.of(event);
        focus.ifPresent(task -> {
            Topic.ofCode(event.kind()).ifPresent(topic -> toSubscribers(event, topic, task));
            mails.of(event, task).stream()
                    .filter(party -> !deliveries.isToldAlready(event, party))
                    .forEach(party -> deliveries.add(event, Deliveries.MAIL, party, null, false));
        });
        outbox.addressed(event, focus.map(Focus::reference).orElse(event.focus()));
    }

    private void toSubscribers(Event event, Topic topic, Task task) {
        subscriptions.running(topic.code(), event.occurredAt()).stream()
                .filter(entry -> !isEcho(event, entry.owner()))
                .filter(entry -> TopicFilter.pass(entry.filters(), event.detail(), task.getGroupIdentifier()))
                .filter(entry -> focuses.isFor(entry.owner(), event.kind(), task))
                .forEach(entry -> deliveries.add(
                        event,
                        Deliveries.HOOK,
                        "Subscription/" + entry.id(),
                        subscriptions.nextNumber(entry.id()),
                        !entry.isActive()));
    }

    private static boolean isEcho(Event event, Caller owner) {
        return event.actor().isOneOf(owner.party(), owner.organization().orElse(null));
    }
}

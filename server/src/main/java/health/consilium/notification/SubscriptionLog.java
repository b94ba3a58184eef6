package health.consilium.notification;

import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.notification.Subscriptions.Entry;
import health.consilium.notification.rules.NotificationBundle;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Subscription;
import org.springframework.stereotype.Component;

/** Answers where subscriptions stand and what they told. */
@Component
class SubscriptionLog {

    /** Events in one answer; the next are asked for with the next number. */
    private static final int MOST = 500;

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final HookChannel hooks;
    private final Focus focuses;
    private final CaseAccess access;
    private final Callers callers;
    private final FhirStore store;
    private final Clock clock;

    SubscriptionLog(
            Subscriptions subscriptions,
            Deliveries deliveries,
            HookChannel hooks,
            Focus focuses,
            CaseAccess access,
            Callers callers,
            FhirStore store,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.hooks = hooks;
        this.focuses = focuses;
        this.access = access;
        this.callers = callers;
        this.store = store;
        this.clock = clock;
    }

    Bundle statusOf(String id) {
        return searchset(List.of(require(id)));
    }

    Bundle statusOfAll(Set<String> ids, Set<String> states) {
        List<Entry> found = access.visible(store.search(FhirQuery.of(Subscription.class))).stream()
                .map(subscription -> subscription.getIdElement().getIdPart())
                .filter(id -> ids.isEmpty() || ids.contains(id))
                .flatMap(id -> subscriptions.find(id).stream())
                .filter(entry -> states.isEmpty() || states.contains(entry.status()))
                .toList();
        return searchset(found);
    }

    private Bundle searchset(List<Entry> entries) {
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(entries.size());
        entries.forEach(entry -> bundle.addEntry()
                .setFullUrl("urn:uuid:" + UUID.randomUUID())
                .setResource(NotificationBundle.status(hooks.status(entry, entry.events()), "query-status", List.of()))
                .getSearch()
                .setMode(SearchEntryMode.MATCH));
        return bundle;
    }

    /** What the caller may see now; what has been purged since is gone here, too. */
    Bundle events(String id, long from, long to) {
        Entry entry = require(id);
        List<NotificationBundle.Event> events = deliveries.numbered("Subscription/" + id, from, to, MOST).stream()
                .filter(this::isVisible)
                .map(told -> new NotificationBundle.Event(told.number(), told.occurredAt(), told.focus()))
                .toList();
        return NotificationBundle.of(
                hooks.status(entry, entry.events()), "query-event", events, UUID.randomUUID(), clock.instant());
    }

    private boolean isVisible(Delivery told) {
        return focuses.find(told.focus())
                .filter(task -> focuses.isFor(callers.current(), told.kind(), task))
                .isPresent();
    }

    private Entry require(String id) {
        access.require(Subscription.class, "Subscription/" + id);
        return subscriptions.find(id).orElseThrow(() -> Refusal.notFound("There is no Subscription/" + id + " for you.")
                .asException());
    }
}

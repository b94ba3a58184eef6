package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.Subscriptions.Entry;
import health.consilium.smart.PartyRole;
import health.consilium.smart.Standing;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Changes the status of a Subscription, resource and our row together. */
@Component
class SubscriptionSwitch {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionSwitch.class);

    private final Subscriptions subscriptions;
    private final FhirStore store;
    private final Standing standing;

    SubscriptionSwitch(Subscriptions subscriptions, FhirStore store, Standing standing) {
        this.subscriptions = subscriptions;
        this.store = store;
        this.standing = standing;
    }

    /** @return whether the client has not changed it meanwhile */
    boolean set(Entry entry, SubscriptionStatus status, String problem) {
        return store.inTransaction(() -> {
            boolean unchanged = subscriptions.set(entry, status.toCode(), problem);
            if (unchanged) {
                store.find(Subscription.class, entry.id()).ifPresent(resource -> {
                    resource.setStatus(status);
                    resource.setError(problem);
                    store.update(resource);
                });
            }
            return unchanged;
        });
    }

    /**
     * Switches off what was asked for by an account or client that is switched off, gone or something else by now: nothing is
     * sent for who may not ask any more.
     *
     * @return whether it is so
     */
    boolean offIfShutOut(Entry entry) {
        Caller owner = entry.owner();
        PartyRole role = PartyRole.valueOf(owner.role().name());
        if (standing.holds(new Standing.Known(owner.subject(), role, owner.party(), owner.organization()))) {
            return false;
        }
        if (set(entry, SubscriptionStatus.OFF, "Who asked for it may not come in any more")) {
            log.info("Subscription {} is switched off: who asked for it may not come in any more", entry.id());
        }
        return true;
    }
}

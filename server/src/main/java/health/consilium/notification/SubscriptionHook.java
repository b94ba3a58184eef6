package health.consilium.notification;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.notification.Subscriptions.Entry;
import health.consilium.notification.rules.EndpointRules;
import health.consilium.notification.rules.SubscriptionForm;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Takes in Subscriptions of clients: checks what they ask for, keeps the headers out of the resource, and has the endpoint
 * asked before anything is sent there. Runs after the guards and the labels.
 */
@Component
@Interceptor(order = 250)
class SubscriptionHook implements StorageInterceptor {

    private static final String WISH = SubscriptionHook.class.getName() + ".wish";

    private final Subscriptions subscriptions;
    private final Callers callers;
    private final Bell bell;
    private final NotificationSettings settings;
    private final Clock clock;

    SubscriptionHook(
            @Lazy Subscriptions subscriptions, Callers callers, Bell bell, NotificationSettings settings, Clock clock) {
        this.subscriptions = subscriptions;
        this.callers = callers;
        this.bell = bell;
        this.settings = settings;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof Subscription subscription && !isServer(request)) {
            Caller owner = callers.current();
            if (subscriptions.countOf(owner) >= settings.hook().perSubscriber()) {
                throw Refusal.unprocessable(
                                "unsupported",
                                "You have " + settings.hook().perSubscriber()
                                        + " subscriptions; switch one off before you make another.")
                        .asException();
            }
            takeIn(subscription, List.of());
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (after instanceof Subscription subscription && !isServer(request)) {
            List<String> kept = subscriptions
                    .find(subscription.getIdElement().getIdPart())
                    .filter(entry -> staysWhereItIs(entry, subscription))
                    .map(Entry::headers)
                    .orElse(List.of());
            takeIn(subscription, kept);
        }
    }

    /** A secret goes on to whom it was given for, at the behest of who gave it. What is switched off sends nothing. */
    private boolean staysWhereItIs(Entry before, Subscription after) {
        String endpoint = after.getChannel().getEndpoint();
        if (after.getStatus() == SubscriptionStatus.OFF && before.endpoint().equals(endpoint)) {
            return true;
        }
        Caller writer = callers.current();
        boolean same = writer.organization().isPresent()
                ? writer.organization().equals(before.owner().organization())
                : writer.party().equals(before.owner().party());
        return same && EndpointRules.isSameOrigin(before.endpoint(), endpoint);
    }

    /** The wish goes along with the resource, outside of it, until it has an id. */
    private void takeIn(Subscription subscription, List<String> kept) {
        restore(subscription, kept);
        SubscriptionForm form =
                new SubscriptionForm(subscription, settings.hook().rules(), (int)
                        settings.hook().shortestHeartbeat().toSeconds());
        List<Refusal> refusals = form.objections(clock.instant()).stream()
                .map(objection -> Refusal.unprocessable(objection.code(), objection.message(), objection.expression()))
                .toList();
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
        subscription.setUserData(
                WISH,
                new Subscriptions.Wish(
                        form.topic().code(),
                        form.filters(),
                        subscription.getChannel().getEndpoint(),
                        form.headers(),
                        form.heartbeat(),
                        form.timeout(),
                        subscription.hasEnd() ? subscription.getEnd().toInstant() : null));
        subscription
                .getChannel()
                .getHeader()
                .forEach(header -> header.setValue(SubscriptionForm.masked(header.getValue())));
        subscription.setStatus(
                subscription.getStatus() == SubscriptionStatus.OFF
                        ? SubscriptionStatus.OFF
                        : SubscriptionStatus.REQUESTED);
        subscription.setError(null);
    }

    /** Who writes back what was read leaves the headers as they are. */
    private static void restore(Subscription subscription, List<String> kept) {
        subscription.getChannel().getHeader().stream()
                .filter(header -> header.hasValue() && SubscriptionForm.isMasked(header.getValue()))
                .forEach(header -> header.setValue(kept.stream()
                        .filter(known -> SubscriptionForm.masked(known).equals(header.getValue()))
                        .findFirst()
                        .orElseThrow(() -> Refusal.unprocessable(
                                        "unsupported",
                                        "There is no earlier value of this header for this address; send it in full.",
                                        "Subscription.channel.header")
                                .asException())));
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void afterCreate(IBaseResource created, RequestDetails request) {
        store(created, request);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        store(after, request);
    }

    private void store(IBaseResource written, RequestDetails request) {
        if (written instanceof Subscription subscription && !isServer(request)) {
            Subscriptions.Wish wish = (Subscriptions.Wish) Optional.ofNullable(subscription.getUserData(WISH))
                    .orElseThrow(() -> new IllegalStateException("The Subscription lost what was asked for"));
            subscriptions.put(
                    subscription.getIdElement().getIdPart(),
                    wish,
                    callers.current(),
                    subscription.getStatus().toCode());
            bell.ringAfterCommit();
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
    public void afterDelete(IBaseResource deleted, RequestDetails request) {
        if (deleted instanceof Subscription subscription) {
            subscriptions
                    .find(subscription.getIdElement().getIdPart())
                    .ifPresent(entry -> subscriptions.set(entry, "off", "Deleted"));
        }
    }

    private static boolean isServer(RequestDetails request) {
        return request instanceof SystemRequestDetails;
    }
}

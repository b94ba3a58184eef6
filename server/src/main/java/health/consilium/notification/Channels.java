package health.consilium.notification;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The ways on which a message leaves. */
@Component
class Channels {

    private static final Logger log = LoggerFactory.getLogger(Channels.class);

    private final HookChannel hooks;
    private final MailChannel mails;
    private final SubscriptionStates states;

    Channels(HookChannel hooks, MailChannel mails, SubscriptionStates states) {
        this.hooks = hooks;
        this.mails = mails;
        this.states = states;
    }

    /** Those on which messages can be sent now. */
    List<String> open() {
        return mails.isOn() ? List.of(Deliveries.HOOK, Deliveries.MAIL) : List.of(Deliveries.HOOK);
    }

    Attempt send(Delivery delivery) {
        try {
            if (delivery.channel().equals(Deliveries.MAIL)) {
                return mails.send(delivery);
            }
            return states.on(delivery)
                    .map(entry -> hooks.send(delivery, entry))
                    .orElseGet(() -> new Attempt.Withheld("the subscription is off"));
        } catch (RuntimeException e) {
            log.error("Message {} ({}) could not be made", delivery.id(), delivery.kind(), e);
            return new Attempt.Failed("the server could not make the message");
        }
    }
}

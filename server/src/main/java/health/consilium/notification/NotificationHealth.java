package health.consilium.notification;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * How notification stands: how many messages wait and are parked. Never down: a receiver that cannot be reached must not take
 * this server out of service. What is parked waits for a person, which is a warning.
 */
@Component("notification")
class NotificationHealth implements HealthIndicator {

    private static final Status WARNING = new Status("WARNING", "Messages are parked; see $parked-messages");

    private final Deliveries deliveries;
    private final MailChannel mails;

    NotificationHealth(Deliveries deliveries, MailChannel mails) {
        this.deliveries = deliveries;
        this.mails = mails;
    }

    @Override
    public Health health() {
        long parked = deliveries.count("parked", null);
        Health.Builder health = Health.status(parked > 0 ? WARNING : Status.UP)
                .withDetail("mail", mails.isOn() ? "on" : "off: spring.mail.host is not set")
                .withDetail("waiting", deliveries.count("waiting", null))
                .withDetail("parked", parked);
        deliveries.oldestWaiting().ifPresent(since -> health.withDetail("oldestWaitingSince", since.toString()));
        return health.build();
    }
}

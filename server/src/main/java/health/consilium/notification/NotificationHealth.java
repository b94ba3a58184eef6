package health.consilium.notification;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How notification stands. Always up: a receiver that is down must not take this server out of service. Who may see details
 * sees how many messages wait and are parked.
 */
@Component("notification")
class NotificationHealth implements HealthIndicator {

    private final Deliveries deliveries;
    private final MailChannel mails;

    NotificationHealth(Deliveries deliveries, MailChannel mails) {
        this.deliveries = deliveries;
        this.mails = mails;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up()
                .withDetail("mail", mails.isOn() ? "on" : "off: spring.mail.host is not set")
                .withDetail("waiting", deliveries.count("waiting", null))
                .withDetail("parked", deliveries.count("parked", null));
        deliveries.oldestWaiting().ifPresent(since -> health.withDetail("oldestWaitingSince", since.toString()));
        return health.build();
    }
}

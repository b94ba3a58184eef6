package health.consilium.notification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What an operator watches: messages that wait, that are parked, and how attempts end. */
@Component
class NotificationMetrics {

    private static final String ATTEMPTS = "consilium.notification.attempts";

    private final MeterRegistry registry;

    NotificationMetrics(MeterRegistry registry, Deliveries deliveries) {
        this.registry = registry;
        Gauge.builder("consilium.notification.waiting", () -> deliveries.count("waiting", null))
                .description("Messages to be sent, or to be tried again")
                .register(registry);
        Gauge.builder("consilium.notification.parked", () -> deliveries.count("parked", null))
                .description("Messages that were not taken and are kept for the operator")
                .register(registry);
    }

    /** @param channel rest-hook, mail, handshake or heartbeat */
    void attempted(String channel, Attempt attempt) {
        String outcome = attempt.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        registry.counter(ATTEMPTS, "channel", channel, "outcome", outcome).increment();
    }
}

package health.consilium.notification;

import health.consilium.notification.rules.Backoff;
import health.consilium.notification.rules.EndpointRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of notifications. Mail is sent when {@code spring.mail.host} is set.
 *
 * @param poll how often a server looks for messages that another one left, or whose time to be tried again has come; what
 *     it writes itself it sends at once
 * @param workers how many messages a server sends at the same time; 0: this server sends none
 * @param lease for how long a message that a server took is left alone by the others; when that server dies, another sends
 *     it after this time, with the same id
 * @param keep how long messages are kept after they were sent, for {@code $events}
 * @param retry how a message that was not taken is tried again
 * @param hook where subscribers may have notifications sent
 * @param mail what is in every mail
 */
@Validated
@ConfigurationProperties("consilium.notification")
record NotificationSettings(
        @DefaultValue("2s") @NotNull Duration poll,
        @DefaultValue("4") @Min(0) @Max(64) int workers,
        @DefaultValue("90s") @NotNull Duration lease,
        @DefaultValue("90d") @NotNull Duration keep,
        @DefaultValue @Valid Retry retry,
        @DefaultValue @Valid Hook hook,
        @DefaultValue @Valid Mail mail) {

    /**
     * @param first wait after the first failure; each further one is twice as long, a fifth more or less
     * @param longest wait between two attempts
     * @param giveUp time after which a message is parked for the operator
     */
    record Retry(
            @DefaultValue("10s") @NotNull Duration first,
            @DefaultValue("15m") @NotNull Duration longest,
            @DefaultValue("72h") @NotNull Duration giveUp) {

        Backoff backoff() {
            return new Backoff(first, longest, giveUp);
        }
    }

    /**
     * @param hosts to which notifications may be sent, such as {@code centre.example.org}, or {@code *.example.org} for all
     *     below; to no other. Empty: nobody can subscribe.
     * @param insecure allows http and addresses that are not public; for tests and the demo only
     * @param timeout for the whole of one attempt, where the subscriber names none
     * @param shortestHeartbeat that a subscriber may ask for
     * @param perSubscriber how many running subscriptions one party may have
     */
    record Hook(
            @DefaultValue List<String> hosts,
            @DefaultValue("false") boolean insecure,
            @DefaultValue("10s") @NotNull Duration timeout,
            @DefaultValue("60s") @NotNull Duration shortestHeartbeat,
            @DefaultValue("50") @Min(1) int perSubscriber) {

        EndpointRules rules() {
            return new EndpointRules(hosts, insecure);
        }
    }

    /**
     * @param from sender of every mail
     * @param link where a mail leads; empty means the origin of {@code consilium.fhir.base-url}. It is the same for everybody
     *     and tells nothing.
     */
    record Mail(@DefaultValue("Consilium <no-reply@localhost>") @NotNull String from, URI link) {}
}

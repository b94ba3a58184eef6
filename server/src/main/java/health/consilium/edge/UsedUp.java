package health.consilium.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.consilium.smart.AuthenticatedParty;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells of callers who meet their limits. Each refusal is counted; who it is that does not stop, the operator reads in the log
 * and the auditor in the trail, once a minute, so that neither can be flooded. The log names the client, never a person.
 */
@Component
class UsedUp {

    private static final Logger LOG = LoggerFactory.getLogger(UsedUp.class);

    private static final String REFUSED = "consilium.limits.refused";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int KNOWN = 10_000;

    /** Among all servers one tells. */
    private static final Share TELLING = Share.exact("told", 1, MINUTE);

    private final Buckets buckets;
    private final ApplicationEventPublisher events;
    private final Cache<String, Share> toldOf =
            Caffeine.newBuilder().maximumSize(KNOWN).expireAfterWrite(MINUTE).build();

    UsedUp(Buckets buckets, ApplicationEventPublisher events) {
        this.buckets = buckets;
        this.events = events;
    }

    void by(AuthenticatedParty caller, Share share) {
        Metrics.counter(REFUSED, "share", share.kind()).increment();
        String name = FhirShares.name(caller);
        if (toldOf.asMap().putIfAbsent(name, share) == null && buckets.take(TELLING, name, 1) == 0) {
            tell(caller, share);
        }
    }

    /** The caller is refused as well when nobody can be told. */
    private void tell(AuthenticatedParty caller, Share share) {
        LOG.warn(
                "The client {} goes on when its share (consilium.limits.{}) is used up, and is refused with 429; the audit trail"
                        + " says who it is",
                caller.clientId(),
                share.kind());
        try {
            events.publishEvent(new ShareUsedUp(caller, share.kind()));
        } catch (RuntimeException e) {
            LOG.error(
                    "That a client has used up its share is not recorded: {}",
                    e.getClass().getSimpleName());
        }
    }
}

package health.consilium.notification.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a message that was not taken is tried again: each wait twice the one before, up to a longest one, so that a receiver
 * that comes back is found soon and one that is down is not flooded.
 *
 * @param first wait after the first failure
 * @param longest wait
 * @param giveUp time after which the message is parked
 */
public record Backoff(Duration first, Duration longest, Duration giveUp) {

    /** A fifth more or less, so that what failed together does not come back together. */
    private static final double JITTER = 0.2;

    /**
     * The next attempt; empty when the time is over. The last one is made when the time ends, not some minutes before.
     *
     * @param attempts made so far, at least one
     * @param since when the message was to be sent first
     * @param random from 0 to 1
     */
    public Optional<Instant> next(int attempts, Instant since, Instant now, double random) {
        Instant end = since.plus(giveUp);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        double doubled = first.toMillis() * Math.pow(2, Math.min(attempts - 1, 30));
        double wait = Math.min(doubled, longest.toMillis()) * (1 - JITTER + 2 * JITTER * random);
        Instant next = now.plusMillis((long) wait);
        return Optional.of(next.isAfter(end) ? end : next);
    }
}

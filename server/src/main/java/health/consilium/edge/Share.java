package health.consilium.edge;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * How much a kind of caller may take.
 *
 * @param kind apart from other kinds
 * @param tokens at once, and again in each period
 * @param leased how many of them a server may give out before it tells the others; 0 for kinds where each counts
 * @param anHour at most so many in an hour; 0 for kinds where only the period counts
 */
record Share(String kind, long tokens, Duration period, long leased, long anHour) {

    /** Of many cheap requests a server gives out one in a hundred on its own. */
    private static final int PART = 100;

    private static final Duration HOUR = Duration.ofHours(1);

    static Share exact(String kind, long tokens, Duration period) {
        return new Share(kind, tokens, period, 0, 0);
    }

    static Share leased(String kind, long tokens, Duration period) {
        return new Share(kind, tokens, period, Math.max(1, tokens / PART), 0);
    }

    /** Also says how much it is: a bucket keeps the size that it began with, and one of another size is another bucket. */
    String id() {
        return kind + ":" + tokens + "-" + period.toSeconds() + "-" + anHour;
    }

    BucketConfiguration configuration() {
        var limits = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, period));
        return anHour == 0
                ? limits.build()
                : limits.addLimit(limit -> limit.capacity(anHour).refillGreedy(anHour, HOUR))
                        .build();
    }
}

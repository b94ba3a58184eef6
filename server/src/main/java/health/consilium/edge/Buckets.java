package health.consilium.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What callers have taken of their shares, in the database, so that servers count together. Where requests are many, a server
 * leases a hundredth of a share at a time and asks the database again when that is used up or a second old; the servers
 * together may then give out that much too much, each.
 *
 * @see <a href="https://bucket4j.com/8.14.0/toc.html#implicit-configuration-of-optimizations">Bucket4j, optimizations</a>
 */
@Component
class Buckets {

    private static final Logger LOG = LoggerFactory.getLogger(Buckets.class);

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int KNOWN = 10_000;
    private static final int CLEANED_AT_ONCE = 10_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> table;
    private final Cache<Holder, Bucket> known =
            Caffeine.newBuilder().maximumSize(KNOWN).expireAfterAccess(PAUSE).build();
    private final AtomicLong cleanAt = new AtomicLong(System.nanoTime() + PAUSE.toNanos());

    /** Of whose share of what it is. */
    private record Holder(Share share, String caller) {}

    Buckets(DataSource dataSource) {
        this.table = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
                .table("rate_limit")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build();
    }

    /** @return 0 when the caller may go on, else after how many seconds to come again */
    long take(Share share, String caller, long tokens) {
        try {
            clean();
            ConsumptionProbe probe =
                    bucket(share, caller).tryConsumeAndReturnRemaining(Math.min(tokens, share.tokens()));
            return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
        } catch (RuntimeException e) {
            // Without the database nothing else works either; whoever is there then is told so by what follows.
            LOG.warn("Rate limits are not counted: {}", e.getClass().getSimpleName());
            return 0;
        }
    }

    /** As {@link #take} of one, but takes nothing. */
    long look(Share share, String caller) {
        try {
            var estimate = bucket(share, caller).estimateAbilityToConsume(1);
            return estimate.canBeConsumed() ? 0 : seconds(estimate.getNanosToWaitForRefill());
        } catch (RuntimeException e) {
            LOG.warn("Rate limits are not counted: {}", e.getClass().getSimpleName());
            return 0;
        }
    }

    private static long seconds(long nanos) {
        return Math.max(1, Duration.ofNanos(nanos).plusMillis(999).toSeconds());
    }

    private Bucket bucket(Share share, String caller) {
        return known.get(new Holder(share, caller), this::create);
    }

    private Bucket create(Holder holder) {
        Share share = holder.share();
        RemoteBucketBuilder<String> builder = table.builder();
        if (share.leased() > 0) {
            builder = builder.withOptimization(Optimizations.delaying(new DelayParameters(share.leased(), LEASE)));
        }
        return builder.build(share.id() + ":" + digest(holder.caller()), share::configuration);
    }

    private void clean() {
        long now = System.nanoTime();
        long due = cleanAt.get();
        if (now - due >= 0 && cleanAt.compareAndSet(due, now + PAUSE.toNanos())) {
            removeExpired();
        }
    }

    /** In parts, so that no lock is held for long; until nothing is left, so that they do not pile up. */
    void removeExpired() {
        int removed;
        do {
            removed = table.removeExpired(CLEANED_AT_ONCE);
        } while (removed == CLEANED_AT_ONCE);
    }

    private static String digest(String caller) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(caller.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package health.consilium.smart;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Callers of the last seconds by the digest of their token, so that not every request asks the database. */
@Component
class PartyCache {

    private static final int LIMIT = 10_000;

    /**
     * @param authorizationId the family of tokens that goes when one of them is revoked
     * @param expiresAt end of the token's life
     */
    record Entry(String authorizationId, AuthenticatedParty party, Instant expiresAt) {}

    private final Cache<String, Entry> entries;

    PartyCache(SmartSettings settings) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(LIMIT)
                .expireAfterWrite(settings.introspectionCache())
                .build();
    }

    Optional<Entry> get(String tokenHash, Function<String, Entry> load) {
        return Optional.ofNullable(entries.get(tokenHash, load));
    }

    /** Forgets a family at once and, inside a transaction, once more when the change has become visible to readers. */
    void evict(String authorizationId, String accessTokenHash) {
        evictNow(authorizationId, accessTokenHash);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    evictNow(authorizationId, accessTokenHash);
                }
            });
        }
    }

    private void evictNow(String authorizationId, String accessTokenHash) {
        if (accessTokenHash != null) {
            // Waits for a load of this token that is under way, which iterating over the entries would miss.
            entries.invalidate(accessTokenHash);
        }
        entries.asMap().values().removeIf(entry -> entry.authorizationId().equals(authorizationId));
    }
}

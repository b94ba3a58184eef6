package health.consilium.smart;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds the public keys of a client: those it was registered with, or those that lie at its address now. */
@Component
class ClientKeys {

    private static final Logger LOG = LoggerFactory.getLogger(ClientKeys.class);

    /** An address that failed, or lacked the key, is not asked again before this time is over. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int LIMIT = 1_000;

    private record Entry(JwksFetcher.Fetched fetched, JwksFetcher.UnavailableException failure, long since) {

        Duration lifetime() {
            return failure == null ? fetched.lifetime() : PAUSE;
        }

        boolean isOlderThanPause() {
            return System.nanoTime() - since > PAUSE.toNanos();
        }
    }

    private final JwksFetcher fetcher;
    private final Cache<URI, Entry> entries =
            Caffeine.newBuilder().maximumSize(LIMIT).expireAfter(new Lifetime()).build();

    ClientKeys(JwksFetcher fetcher) {
        this.fetcher = fetcher;
    }

    JWKSource<SecurityContext> of(ClientProfile client) {
        if (client.jwks().isPresent()) {
            return new ImmutableJWKSet<>(AssertionKeys.parse(client.jwks().get()));
        }
        URI address = client.jwksUri()
                .orElseThrow(() -> new IllegalStateException("Client without keys may not use assertions"));
        return (selector, context) -> select(selector, address);
    }

    /** A key that is not there may be new: a client that changes its keys need not wait for the cache. */
    private List<JWK> select(JWKSelector selector, URI address) throws KeySourceException {
        Entry entry = entries.get(address, this::fetch);
        List<JWK> keys = selected(selector, entry);
        if (keys.isEmpty() && entry.isOlderThanPause()) {
            entries.asMap().remove(address, entry);
            keys = selected(selector, entries.get(address, this::fetch));
        }
        return keys;
    }

    private static List<JWK> selected(JWKSelector selector, Entry entry) throws KeySourceException {
        if (entry.failure() != null) {
            throw new KeySourceException(entry.failure().getMessage(), entry.failure());
        }
        return selector.select(entry.fetched().keys());
    }

    private Entry fetch(URI address) {
        try {
            return new Entry(fetcher.fetch(address), null, System.nanoTime());
        } catch (JwksFetcher.UnavailableException e) {
            LOG.warn(
                    "Keys of a client at {}: {}{}",
                    address.getHost(),
                    e.getMessage(),
                    e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")");
            return new Entry(null, e, System.nanoTime());
        }
    }

    private static final class Lifetime implements Expiry<URI, Entry> {

        @Override
        public long expireAfterCreate(URI address, Entry entry, long now) {
            return entry.lifetime().toNanos();
        }

        @Override
        public long expireAfterUpdate(URI address, Entry entry, long now, long left) {
            return entry.lifetime().toNanos();
        }

        @Override
        public long expireAfterRead(URI address, Entry entry, long now, long left) {
            return left;
        }
    }
}

package health.consilium.centres.rules;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Date;
import java.util.function.Function;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * What was read from versions of resources. A version never changes, so that what was read of it stays true on every server; a
 * new version is another key, and the old one is forgotten when room is needed.
 *
 * @param <R> type of the resource
 * @param <F> what is read from it
 */
public final class KnownVersions<R extends Resource, F> {

    private record Version(String id, String version, Date stored) {}

    private final Cache<Version, F> known;
    private final Function<R, F> reader;

    /** @param most versions that are kept */
    public KnownVersions(int most, Function<R, F> reader) {
        // To wake another thread for each version takes longer than to read most of them.
        this.known =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
        this.reader = reader;
    }

    /** A resource without a version, such as one that is not stored, is read each time. */
    public F of(R resource) {
        IdType id = resource.getIdElement();
        String version = id.hasVersionIdPart()
                ? id.getVersionIdPart()
                : resource.getMeta().getVersionId();
        if (version == null || !id.hasIdPart()) {
            return reader.apply(resource);
        }
        Version key = new Version(id.getIdPart(), version, resource.getMeta().getLastUpdated());
        F found = known.getIfPresent(key);
        if (found == null) {
            found = reader.apply(resource);
            known.put(key, found);
        }
        return found;
    }
}

package health.consilium.fhir;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;

/**
 * Our small port to storage, with the server's own authority: whoever calls it has already decided that the caller of the
 * request may. It joins the transaction that is under way.
 */
public interface FhirStore {

    /** The current version, unless there is none or it is deleted. */
    <T extends Resource> Optional<T> find(Class<T> type, String id);

    /** What a reference such as {@code Patient/1} points to. */
    Optional<Resource> find(String reference);

    /** All matches, in the query's order; not a page of them. */
    <T extends Resource> List<T> search(FhirQuery<T> query);

    /** Stores a new resource, with the id it has, if any, else with one of the server's. */
    <T extends Resource> T create(T resource);

    /**
     * Stores a new version. Where {@code meta.versionId} is set, it must still be the current one.
     *
     * @throws RefusedException 412 {@code stale-version}
     */
    <T extends Resource> T update(T resource);

    /** Adds labels to all versions of a resource without making a new one. */
    void label(String reference, List<Coding> labels);

    /** Carries out a transaction or batch Bundle. */
    Bundle transaction(Bundle bundle);

    /** All or nothing. */
    <R> R inTransaction(Supplier<R> work);

    /**
     * Runs work that only reads, and reads much, in one transaction: the one under way, or one of its own. Before each query of
     * a transaction that writes, Hibernate looks through all that was read so far for changes; here it need not.
     */
    default <R> R reading(Supplier<R> work) {
        return inTransaction(work);
    }
}

package health.consilium.fhir;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;

/**
 * Erases resources for good: every version, with what is indexed and cached of them. With the server's own authority, and
 * within the transaction under way. HAPI's {@code $expunge} stays switched off for everybody.
 */
public interface Eraser {

    /**
     * A resource as it lies in storage, deleted or not.
     *
     * @param key of the row in storage
     * @param reference such as {@code Observation/1}
     * @param labels codes of its labels
     * @param deleted whether it was deleted; its earlier versions are still there
     */
    record Stored(long key, String reference, Set<String> labels, boolean deleted) {

        public String type() {
            return reference.substring(0, reference.indexOf('/'));
        }

        public String id() {
            return reference.substring(reference.indexOf('/') + 1);
        }
    }

    /**
     * A reference from one resource to another.
     *
     * @param source where it stands
     * @param target key of what it leads to
     */
    record Link(Stored source, long target) {}

    /** How much is left of something. */
    record Remains(int resources, int versions, int searches) {

        public boolean none() {
            return resources + versions + searches == 0;
        }
    }

    /** What bears one of these labels, all of one system; what was deleted before as well. */
    List<Stored> bearing(Collection<Coding> labels);

    /** Those of these references that lie in storage. */
    List<Stored> find(Collection<String> references, String labelSystem);

    /** What refers to these from outside. */
    List<Link> linksTo(Collection<Long> keys, String labelSystem);

    /** Those of a type that name one of these references in any version, and be it that of a resource that was deleted. */
    List<Stored> everNaming(Collection<String> references, String type, String labelSystem);

    /** Takes labels off a resource that stays. */
    void unlabel(String reference, List<Coding> labels);

    /**
     * Deletes resources. Nothing may refer to them but what is to go as well; it need not be gone yet.
     *
     * @param all everything that is to go
     * @throws IllegalStateException when something else refers to them
     */
    void delete(Collection<Stored> some, Collection<Stored> all);

    /** Erases deleted resources, all versions of each. */
    void expunge(Collection<Long> keys);

    /** Erases all versions but the current one. */
    void expungeHistory(Collection<Long> keys);

    /** Forgets searches that found these resources, or that asked for them by id. */
    int forgetSearches(Collection<Stored> resources);

    /** What is left of these in storage. */
    Remains remains(Collection<Long> keys);
}

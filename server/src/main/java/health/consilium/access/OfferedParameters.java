package health.consilium.access;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may stand in a search or a condition besides the parameters that a type is searched by. HAPI learns new ones from time
 * to time, and ignores what begins with an underscore and it does not know; what is not listed here is refused.
 */
final class OfferedParameters {

    /** What of a match is answered, and how. */
    private static final Set<String> RESULT = Set.of(
            "_count", "_elements", "_format", "_include", "_pretty", "_revinclude", "_sort", "_summary", "_total");

    /** Every resource is searched by these. */
    private static final Set<String> OF_EVERY_TYPE = Set.of("_id", "_lastUpdated", "_profile", "_tag");

    /** The address of a page; whose it is, {@link Pages} asks. */
    private static final Set<String> PAGE = Set.of("_bundletype", "_getpages", "_getpagesoffset", "_pageId");

    /** Those that lead to resources which are not searched for, or tell whose a resource is. */
    private static final Set<String> FAR = Set.of("_has", "_list", "_offset", "_security", "_source");

    /** What a search may be sorted by besides what it is searched by. */
    private static final Set<String> SORTS = Set.of("_id", "_lastUpdated");

    /** https://hl7.org/fhir/R4/search.html#modifiers, and those of {@code _include}, {@code _sort} and {@code _elements}. */
    private static final Set<String> MODIFIERS = Set.of(
            "above",
            "asc",
            "below",
            "contains",
            "desc",
            "exact",
            "exclude",
            "identifier",
            "in",
            "iterate",
            "missing",
            "not",
            "not-in",
            "of-type",
            "recurse",
            "text");

    private static final Set<String> SEARCHES =
            Stream.of(RESULT, OF_EVERY_TYPE, PAGE, FAR).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PAGES =
            Stream.of(RESULT, PAGE).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private OfferedParameters() {}

    /** In a search or a condition. */
    static boolean offers(String name) {
        return SEARCHES.contains(name);
    }

    /** Whether {@link Reaching} keeps it for who may see all of every type. */
    static boolean isFar(String name) {
        return FAR.contains(name);
    }

    /** In the address of a page, which has its conditions from the search. */
    static boolean offersInPages(String name) {
        return PAGES.contains(name);
    }

    static boolean sortsBy(String name) {
        return SORTS.contains(name);
    }

    static boolean modifiesBy(String modifier) {
        return MODIFIERS.contains(modifier);
    }
}

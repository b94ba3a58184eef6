package health.consilium.access;

import ca.uhn.fhir.util.UrlUtil;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.ResourceTypes;
import health.consilium.fhir.SearchNames;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.springframework.stereotype.Component;

/**
 * Asks of each parameter, wherever it stands in a search or a condition, whether somebody decided to offer it: that the type is
 * searched by it, or that {@link OfferedParameters} lists it.
 */
@Component
class ParameterGuard {

    private static final String HAS = "_has";
    private static final String SORT = "_sort";
    private static final int LONGEST_NAME = 64;
    private static final Set<String> TYPES = ResourceTypes.all();

    private final SearchNames searched;

    ParameterGuard(SearchNames searched) {
        this.searched = searched;
    }

    /**
     * @param types that are searched; none where it is no search of a type
     * @throws RefusedException 403 where the parameters reach too far for this caller, 400 where there are no such parameters
     */
    void check(Collection<String> types, Map<String, String[]> parameters, Visibility visibility) {
        if (!visibility.mayReach()) {
            Reaching.check(parameters);
        }
        checkNames(types, parameters);
    }

    /**
     * The same of a reference by condition.
     *
     * @param reference such as {@code Organization?identifier=a|1}; HAPI takes what stands last before the question mark for
     *     the type, also of an address elsewhere
     */
    void checkReference(String reference, Visibility visibility) {
        String path = StringUtils.removeEnd(StringUtils.substringBefore(reference, "?"), "/");
        String type = path.substring(path.lastIndexOf('/') + 1);
        check(Set.of(type), query(reference), visibility);
    }

    /** @throws RefusedException 400 where there are no such parameters */
    void checkNames(Collection<String> types, Map<String, String[]> parameters) {
        Predicate<String> offered = name -> types.stream().allMatch(type -> isSearched(type, name)) && !types.isEmpty();
        parameters.forEach((name, values) -> {
            checkName(name, offered);
            if (base(name).equals(SORT)) {
                checkSort(values, offered);
            }
        });
    }

    /** @throws RefusedException 400 where the address of a page has other parameters than the server wrote into it */
    static void checkPage(Map<String, String[]> parameters) {
        parameters.keySet().stream()
                .filter(name -> !OfferedParameters.offersInPages(base(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw unknown(name);
                });
    }

    /**
     * The query of an address, such as {@code identifier=a|1}, as HAPI reads it.
     *
     * @param address with what stands before the question mark, or without
     * @throws RefusedException 400 where it cannot be read
     */
    static Map<String, String[]> query(String address) {
        try {
            return UrlUtil.parseQueryString(address.substring(address.indexOf('?') + 1));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("malformed", "The condition of a write is not a well-formed query.")
                    .asException();
        }
    }

    private boolean isSearched(String type, String name) {
        return !name.startsWith("_") && searched.isSearchedBy(type, name);
    }

    private static void checkName(String name, Predicate<String> offered) {
        String base = base(name);
        boolean listed = OfferedParameters.offers(base);
        boolean known = base.equals(HAS)
                ? hasNothingUnlisted(name)
                : (listed || offered.test(base)) && isModifiedAsOffered(name);
        if (!known) {
            throw unknown(name);
        }
    }

    /** {@code _has:Observation:patient:_id}: of another type, and perhaps of a further one. */
    private static boolean hasNothingUnlisted(String name) {
        return Arrays.stream(name.split("[:.]"))
                .filter(part -> part.startsWith("_"))
                .allMatch(OfferedParameters::offers);
    }

    /** Along a chain too, such as {@code subject:Patient.name:exact}; what is searched there HAPI knows by the type. */
    private static boolean isModifiedAsOffered(String name) {
        return Arrays.stream(name.split("\\.")).allMatch(link -> {
            String[] parts = link.split(":");
            return Stream.of(parts)
                            .limit(1)
                            .allMatch(first -> !first.startsWith("_") || OfferedParameters.offers(first))
                    && Stream.of(parts)
                            .skip(1)
                            .allMatch(modifier -> OfferedParameters.modifiesBy(modifier) || TYPES.contains(modifier));
        });
    }

    private static void checkSort(String[] values, Predicate<String> offered) {
        boolean known = Stream.of(values)
                .flatMap(value -> Stream.of(value.split(",")))
                .map(value -> base(StringUtils.removeStart(value.strip(), "-")))
                .allMatch(value -> value.isEmpty() || OfferedParameters.sortsBy(value) || offered.test(value));
        if (!known) {
            throw Refusal.badRequest(
                            "unknown-parameter",
                            "The parameter _sort takes what the type is searched by, _id and _lastUpdated.")
                    .asException();
        }
    }

    /** {@code subject} of {@code subject:Patient.name}. */
    private static String base(String name) {
        return name.split("[:.]", 2)[0];
    }

    private static RefusedException unknown(String name) {
        return Refusal.badRequest(
                        "unknown-parameter",
                        "There is no search parameter " + StringUtils.abbreviate(name, LONGEST_NAME)
                                + " here. /fhir/metadata lists those of each type.")
                .asException();
    }
}

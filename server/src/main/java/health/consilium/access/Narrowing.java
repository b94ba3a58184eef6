package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.ResourceTypes;
import health.consilium.smart.rules.Permission;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Narrows a search to what the caller's grants and scopes leave, so that pages are full and totals right. Where it cannot be
 * said by search parameters, {@link VisibilityFilter} alone decides, and nothing may be counted that it has not seen.
 */
final class Narrowing {

    private static final String EXACT = Narrowing.class.getName();

    /** A page that holds something. Whatever else HAPI may read as a number, or as none, is not taken for one. */
    private static final Pattern PAGE_SIZE = Pattern.compile("\\s*|\\+?0*[1-9][0-9]*");

    private Narrowing() {}

    /** Whether the search finds nothing but what the caller may see, by its conditions alone. */
    static boolean isExact(RequestDetails request) {
        return request.getUserData().containsKey(EXACT);
    }

    static void apply(ServletRequestDetails request, Visibility visibility) {
        boolean granted = Permissions.readsAll(visibility.caller().role(), request.getResourceName())
                || toGrants(request, visibility);
        boolean scoped = toScopes(request, visibility.scopes());
        if (granted && scoped) {
            request.getUserData().put(EXACT, true);
        } else if (counts(request)) {
            throw Refusal.forbidden("Totals are not offered to your role here; count what you get.")
                    .asException();
        }
    }

    /** Adds {@code _security} or {@code _id}, whichever the grants on this type are; tells whether nothing else can be found. */
    private static boolean toGrants(ServletRequestDetails request, Visibility visibility) {
        String type = request.getResourceName();
        if (Permissions.isPublic(type)) {
            return true;
        }
        List<String> ids = visibility.readable().stream()
                .filter(target -> target.startsWith(type + "/"))
                .map(target -> target.substring(type.length() + 1))
                .toList();
        boolean labelled = visibility.readable().stream().anyMatch(target -> !target.contains("/"));
        Caller caller = visibility.caller();
        if (type.equals("Patient") && caller.is(Role.PATIENT)) {
            narrowToOwnPatient(request, visibility, ids);
            return true;
        }
        if (ids.isEmpty() || (isLabelled(type, caller) && labelled)) {
            add(request, "_security", visibility.readableLabels(type));
            // Of the pool a translator sees what is free; what colleagues have in hand is filtered.
            return !caller.is(Role.TRANSLATOR);
        }
        if (!labelled || caller.is(Role.TRANSLATOR)) {
            add(request, "_id", String.join(",", ids));
            return true;
        }
        return false;
    }

    /** By the label that a case gives to its patient; who has no case yet is found by id. */
    private static void narrowToOwnPatient(ServletRequestDetails request, Visibility visibility, List<String> ids) {
        if (visibility.readable().stream().anyMatch(Compartment::isOfCase)) {
            add(request, "_security", visibility.readableLabels("Patient"));
        } else {
            add(request, "_id", String.join(",", ids));
        }
    }

    /** All of a patient's case bears the label of the case, work of a hospital or of translators that of those who do it. */
    private static boolean isLabelled(String type, Caller caller) {
        return type.equals("Task")
                ? caller.is(Role.PATIENT, Role.HOSPITAL, Role.TRANSLATOR)
                : caller.is(Role.PATIENT) && !type.equals("Patient");
    }

    private static boolean toScopes(ServletRequestDetails request, ScopeFilter scopes) {
        Set<String> categories = scopes.categories(Permission.SEARCH, request.getResourceName());
        if (categories.isEmpty()) {
            return true;
        }
        boolean searchable = ResourceTypes.isSearchedBy(request.getResourceName(), "category");
        if (searchable) {
            add(request, "category", String.join(",", categories));
        }
        return searchable;
    }

    /** Whether the answer tells a number; also of pages of no entries, which HAPI takes for {@code _summary=count}. */
    private static boolean counts(ServletRequestDetails request) {
        return request.getParameters().entrySet().stream().anyMatch(parameter -> {
            Stream<String> values = Arrays.stream(parameter.getValue());
            return switch (parameter.getKey()) {
                case "_total" -> true;
                case "_summary" ->
                    values.anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("count"));
                case "_count" -> !values.allMatch(PAGE_SIZE.asMatchPredicate());
                default -> false;
            };
        });
    }

    private static void add(ServletRequestDetails request, String parameter, String anyOf) {
        Map<String, String[]> parameters = new LinkedHashMap<>(request.getParameters());
        parameters.merge(parameter, new String[] {anyOf}, Narrowing::both);
        request.setParameters(parameters);
    }

    /** Each once: HAPI does not expect the same condition twice. */
    private static String[] both(String[] a, String[] b) {
        return Stream.concat(Arrays.stream(a), Arrays.stream(b)).distinct().toArray(String[]::new);
    }
}

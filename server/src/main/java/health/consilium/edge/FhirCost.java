package health.consilium.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much of a share a FHIR request takes, as far as its address tells. */
final class FhirCost {

    static final String ADMINISTRATION = "/admin/";

    /** What a search of a usual page takes, or a Bundle by itself. */
    static final int SEARCH = 10;

    private static final String COUNT = "_count";

    private static final int LIGHT = 1;
    private static final int EXPORT = 100;

    /** So many matches on a page cost as much as a search; a page has {@link #LARGEST_PAGE} at most. */
    private static final int MATCHES = 50;

    private static final int LARGEST_PAGE = 200;

    private static final String BASE = "/fhir/";

    /** A read of one resource, its history or one version; a write of one; the CapabilityStatement. */
    private static final Pattern ONE_RESOURCE =
            Pattern.compile("/fhir/(metadata|[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}(/_history(/[^/]+)?)?)");

    private static final Pattern CREATE = Pattern.compile("/fhir/[A-Z][A-Za-z]+");

    private static final Pattern IN_BODY = Pattern.compile(".*/(_search|\\$everything)");

    private FhirCost() {}

    /** Searches, bundles and operations are dear: what they cost is not seen from outside, but for how much they ask. */
    static int of(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (isCreate(request) || path.startsWith(ADMINISTRATION)) {
            return LIGHT;
        }
        if (request.getMethod().equals("GET")) {
            return of(path, matches(request.getParameterValues(COUNT)));
        }
        // What stands in a body is not read here.
        return of(path, IN_BODY.matcher(path).matches() ? LARGEST_PAGE : 1);
    }

    /** Of a read within a Bundle: what it would cost alone. */
    static int ofEntry(String path, Map<String, String[]> parameters) {
        return of(BASE + path.replaceFirst("^/+", ""), matches(parameters.get(COUNT)));
    }

    private static int of(String path, int matches) {
        if (isOneResource(path)) {
            return LIGHT;
        }
        return path.endsWith("/$export") ? EXPORT : SEARCH * begun(matches);
    }

    private static boolean isCreate(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && CREATE.matcher(request.getRequestURI()).matches();
    }

    /** A search by POST has its address where a resource would have it. */
    private static boolean isOneResource(String path) {
        return ONE_RESOURCE.matcher(path).matches() && !path.endsWith("/_search");
    }

    private static int begun(int matches) {
        return (matches + MATCHES - 1) / MATCHES;
    }

    /** How many a page may have; what is no number counts as the largest. */
    private static int matches(String[] counts) {
        return Stream.ofNullable(counts)
                .flatMap(Arrays::stream)
                .mapToInt(FhirCost::number)
                .max()
                .orElse(1);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Math.max(1, Math.min(Integer.parseInt(text), LARGEST_PAGE)) : LARGEST_PAGE;
    }
}

package health.consilium.intake;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.HashSet;
import java.util.Set;

/** The Binary entries of the transaction under way whose bytes were looked at, by their {@code fullUrl}. */
final class SentDocuments {

    private static final String KEY = SentDocuments.class.getName();

    private SentDocuments() {}

    static void remember(RequestDetails request, String fullUrl) {
        of(request).add(fullUrl);
    }

    static boolean includes(RequestDetails request, String fullUrl) {
        return of(request).contains(fullUrl);
    }

    @SuppressWarnings("unchecked")
    private static Set<String> of(RequestDetails request) {
        return (Set<String>) request.getUserData().computeIfAbsent(KEY, key -> new HashSet<String>());
    }
}

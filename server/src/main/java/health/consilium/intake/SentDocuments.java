package health.consilium.intake;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Binary;

/** The Binaries that the request under way makes: those of a transaction whose bytes were looked at, and all that were stored. */
final class SentDocuments {

    private static final String INSPECTED = SentDocuments.class.getName() + ".inspected";
    private static final String MADE = SentDocuments.class.getName() + ".made";

    private SentDocuments() {}

    /** A name that means something within one transaction only, see https://hl7.org/fhir/R4/bundle.html#references. */
    static boolean isPlaceholder(String fullUrl) {
        return fullUrl != null && (fullUrl.startsWith("urn:uuid:") || fullUrl.startsWith("urn:oid:"));
    }

    /** @param fullUrl of an entry that makes a Binary; a placeholder */
    static void remember(RequestDetails request, String fullUrl) {
        inspected(request).add(fullUrl);
    }

    static boolean includes(RequestDetails request, String fullUrl) {
        return isPlaceholder(fullUrl) && inspected(request).contains(fullUrl);
    }

    /** Before it is stored; that it has no id yet does no harm, because the very object gets it. */
    static void rememberMade(RequestDetails request, Binary binary) {
        stored(request).add(binary);
    }

    static boolean made(RequestDetails request, Binary binary) {
        return stored(request).stream().anyMatch(made -> binary.getIdElement()
                .getIdPart()
                .equals(made.getIdElement().getIdPart()));
    }

    @SuppressWarnings("unchecked")
    private static Set<String> inspected(RequestDetails request) {
        return (Set<String>) request.getUserData().computeIfAbsent(INSPECTED, key -> new HashSet<String>());
    }

    @SuppressWarnings("unchecked")
    private static List<Binary> stored(RequestDetails request) {
        return (List<Binary>) request.getUserData().computeIfAbsent(MADE, key -> new ArrayList<Binary>());
    }
}

package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * What the request under way creates or changes. Its maker sees it within the request, even when nobody but others may see it afterwards,
 * as with a translation: HAPI leaves out of a transaction what {@code STORAGE_PREACCESS_RESOURCES} hides, and would keep a
 * resource without a version. Known by identity, because the very objects are handed on to the end of the transaction.
 */
final class Made {

    private static final String KEY = Made.class.getName();

    private Made() {}

    static void remember(RequestDetails request, IBaseResource made) {
        of(request).add(made);
    }

    static boolean includes(RequestDetails request, IBaseResource resource) {
        return resource != null && of(request).contains(resource);
    }

    @SuppressWarnings("unchecked")
    private static Set<IBaseResource> of(RequestDetails request) {
        return (Set<IBaseResource>) request.getUserData()
                .computeIfAbsent(KEY, key -> Collections.newSetFromMap(new IdentityHashMap<IBaseResource, Boolean>()));
    }
}

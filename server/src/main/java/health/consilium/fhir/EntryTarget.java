package health.consilium.fhir;

import ca.uhn.fhir.util.UrlUtil;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * What an entry of a transaction or batch is about, read as HAPI reads it: {@code Task/1}, {@code /Task/1},
 * {@code https://server/fhir/Task/1} and {@code Task?_id=1} are the same to it.
 *
 * @param types the type in the address, and that of the resource where it is another: HAPI writes by the latter
 * @param id empty where the entry is of a whole type or on a condition
 */
public record EntryTarget(Set<String> types, String id) {

    private static final String TYPE = "[A-Z][A-Za-z]+";

    /** @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException (400) where that is no address */
    public static EntryTarget of(BundleEntryComponent entry) {
        UrlUtil.UrlParts address = UrlUtil.parseUrl(
                entry.getRequest().hasUrl() ? entry.getRequest().getUrl() : "");
        Set<String> types = new TreeSet<>();
        add(types, address.getResourceType());
        HTTPVerb method = entry.getRequest().getMethod();
        if ((method == HTTPVerb.POST || method == HTTPVerb.PUT) && entry.hasResource()) {
            add(types, entry.getResource().fhirType());
        }
        return new EntryTarget(types, address.getResourceId() == null ? "" : address.getResourceId());
    }

    private static void add(Set<String> types, String type) {
        if (type != null && type.matches(TYPE)) {
            types.add(type);
        }
    }
}

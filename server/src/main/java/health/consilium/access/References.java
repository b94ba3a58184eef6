package health.consilium.access;

import ca.uhn.fhir.context.FhirContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.r4.model.Resource;

/** Where a resource leads to beyond itself and its Bundle. */
final class References {

    private References() {}

    static Set<String> of(Resource resource, FhirContext context) {
        return context.newTerser().getAllPopulatedChildElementsOfType(resource, IBaseReference.class).stream()
                .map(reference -> reference.getReferenceElement().getValue())
                .filter(value -> value != null && !value.startsWith("#") && !value.startsWith("urn:"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Such as {@code Organization?identifier=a|1}, which HAPI looks up. */
    static boolean isConditional(String reference) {
        return reference.contains("?");
    }
}

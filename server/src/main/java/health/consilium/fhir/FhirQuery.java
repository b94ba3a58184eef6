package health.consilium.fhir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;

/**
 * A search: parameters in the form they have in a URL ({@code status=requested,accepted}); all must match, of the values of
 * one parameter any.
 *
 * @param type resource type
 * @param parameters by name, each with its accepted values
 */
public record FhirQuery<T extends Resource>(Class<T> type, Map<String, List<String>> parameters) {

    public static <T extends Resource> FhirQuery<T> of(Class<T> type) {
        return new FhirQuery<>(type, Map.of());
    }

    /** Narrows to resources of which the parameter has one of these values. */
    public FhirQuery<T> where(String parameter, String... anyOf) {
        return where(parameter, List.of(anyOf));
    }

    public FhirQuery<T> where(String parameter, List<String> anyOf) {
        Map<String, List<String>> more = new LinkedHashMap<>(parameters);
        more.merge(parameter, anyOf, (a, b) -> {
            List<String> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        });
        return new FhirQuery<>(type, more);
    }

    /** Narrows to a token with this system and code. */
    public FhirQuery<T> whereCode(String parameter, String system, String code) {
        return where(parameter, system + "|" + code);
    }
}

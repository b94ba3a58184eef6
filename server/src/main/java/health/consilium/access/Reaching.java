package health.consilium.access;

import health.consilium.fhir.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Parameters of a search, or of a condition in a write, that reach beyond the resources that a caller sees who is confined, by
 * role or by the scopes of the token. By whether anything is found one could ask about others, and by {@code _security} which
 * case a resource belongs to. What nobody is offered is refused by {@link ParameterGuard}.
 */
final class Reaching {

    private Reaching() {}

    /** @throws health.consilium.fhir.RefusedException 403 */
    static void check(Map<String, String[]> parameters) {
        parameters.forEach((name, values) -> check(name, List.of(values)));
    }

    private static void check(String name, Collection<String> values) {
        String base = name.split(":")[0];
        if (OfferedParameters.isFar(base) || name.contains(".")) {
            throw Refusal.forbidden("The parameter " + base
                            + " is not offered to your role with this token; search by values of the"
                            + " resource itself.")
                    .asException();
        }
        if (base.equals("_sort") && values.stream().anyMatch(value -> value.contains("."))) {
            throw Refusal.forbidden(
                            "Sorting by values of another resource is not offered to your role with this token.")
                    .asException();
        }
        if ((base.equals("_include") || base.equals("_revinclude"))
                && values.stream().anyMatch(value -> value.contains("*"))) {
            throw Refusal.forbidden("Name each include; the wildcard is not offered to your role with this token.")
                    .asException();
        }
    }
}

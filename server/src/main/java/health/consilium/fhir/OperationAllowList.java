package health.consilium.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.OperationMethodBinding;
import java.util.Map;
import java.util.Set;

/**
 * Lets only those of HAPI's own operations reach the endpoint that the model uses; ours come from {@link FhirOperation}
 * beans. HAPI binds some fifty, among them {@code $expunge} and {@code $meta-add}, which nobody may call here.
 */
final class OperationAllowList {

    private static final Map<String, Set<String>> TYPES = Map.of(
            "$validate", Set.of(),
            "$everything", Set.of("Patient"),
            "$summary", Set.of("Patient"),
            "$export", Set.of(),
            "$export-poll-status", Set.of(),
            "$expand", Set.of("ValueSet"),
            "$validate-code", Set.of("ValueSet", "CodeSystem"),
            "$lookup", Set.of("CodeSystem"),
            "$translate", Set.of("ConceptMap"));

    @Hook(Pointcut.SERVER_PROVIDER_METHOD_BOUND)
    public BaseMethodBinding bound(BaseMethodBinding binding) {
        return allowed(binding) ? binding : null;
    }

    private static boolean allowed(BaseMethodBinding binding) {
        if (!(binding instanceof OperationMethodBinding operation)) {
            return true;
        }
        if (operation.getProvider() instanceof FhirOperation) {
            return true;
        }
        Set<String> types = TYPES.get(operation.getName());
        return types != null && (types.isEmpty() || types.contains(operation.getResourceName()));
    }
}

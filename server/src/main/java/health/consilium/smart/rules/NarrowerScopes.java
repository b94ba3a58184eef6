package health.consilium.smart.rules;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of a scope that a person may allow instead of the whole: single types of {@code *}, single categories of a
 * type.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#finer-grained-resource-constraints-using-search-parameters">
 *     SMART, finer-grained constraints</a>
 */
public final class NarrowerScopes {

    private static final String OBSERVATION = "http://terminology.hl7.org/CodeSystem/observation-category|";
    private static final String CONDITION = "http://terminology.hl7.org/CodeSystem/condition-category|";

    /** The categories of US Core, which apps know also elsewhere. */
    private static final Map<String, List<String>> CATEGORIES = Map.of(
            "Condition",
            List.of(
                    CONDITION + "encounter-diagnosis",
                    CONDITION + "problem-list-item",
                    "http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern"),
            "Observation",
            List.of(
                    OBSERVATION + "laboratory",
                    OBSERVATION + "vital-signs",
                    OBSERVATION + "imaging",
                    OBSERVATION + "procedure",
                    OBSERVATION + "survey",
                    OBSERVATION + "social-history"));

    /** What a person may want to tell apart; the rest comes with the whole only. */
    private static final List<String> TYPES = List.of(
            "Patient",
            "AllergyIntolerance",
            "Appointment",
            "Communication",
            "Condition",
            "DiagnosticReport",
            "DocumentReference",
            "ImagingStudy",
            "MedicationRequest",
            "MedicationStatement",
            "Observation",
            "Procedure",
            "ServiceRequest",
            "Specimen",
            "Task");

    private static final Set<Permission> READING = EnumSet.of(Permission.READ, Permission.SEARCH);

    private NarrowerScopes() {}

    /** Of a scope with a category, of version 1 and of one that is not about resources there is no narrower one. */
    public static List<String> of(String scope) {
        return SmartScope.parse(scope)
                .filter(parsed -> !parsed.legacy() && parsed.category().isEmpty())
                .map(NarrowerScopes::of)
                .orElse(List.of());
    }

    /** The scopes with all that are narrower than one of them. */
    public static Set<String> with(Collection<String> scopes) {
        Set<String> all = new LinkedHashSet<>(scopes);
        scopes.forEach(scope -> all.addAll(with(of(scope))));
        return all;
    }

    /** True when the scope is a part of another of them. */
    public static boolean isPart(String scope, Collection<String> scopes) {
        return scopes.stream().anyMatch(whole -> of(whole).contains(scope));
    }

    private static List<String> of(SmartScope scope) {
        if (scope.type().equals(SmartScope.ANY_TYPE)) {
            return TYPES.stream()
                    .map(type -> new SmartScope(scope.context(), type, scope.permissions(), Optional.empty(), false)
                            .toString())
                    .toList();
        }
        Set<Permission> reading = EnumSet.copyOf(scope.permissions());
        reading.retainAll(READING);
        if (reading.isEmpty()) {
            return List.of();
        }
        return CATEGORIES.getOrDefault(scope.type(), List.of()).stream()
                .map(category ->
                        new SmartScope(scope.context(), scope.type(), reading, Optional.of(category), false).toString())
                .toList();
    }
}

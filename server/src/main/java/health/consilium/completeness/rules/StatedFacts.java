package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;

/**
 * Facts that a person stated: Observation with a code of {@code CodeSystem/case-fact} and a boolean, coded or numeric
 * value. The latest statement counts; several codings of its value are several values, {@code none} means none.
 */
final class StatedFacts implements FactRule {

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        List<Observation> statements = new ArrayList<>(context.records(Observation.class));
        statements.removeIf(o -> fact(o) == null || !o.hasValue());
        statements.sort(Comparator.comparing(ClinicalDates::of, Comparator.nullsFirst(Comparator.naturalOrder())));
        Map<String, Type> latest = new LinkedHashMap<>();
        statements.forEach(o -> latest.put(fact(o), o.getValue()));
        latest.forEach((fact, value) -> state(fact, value, facts));
    }

    private static String fact(Observation observation) {
        for (Coding coding : observation.getCode().getCoding()) {
            if (Systems.CASE_FACT.equals(coding.getSystem())) {
                return coding.getCode();
            }
        }
        return null;
    }

    private static void state(String fact, Type value, CaseFacts.Builder facts) {
        if (value.isPrimitive() && value.primitiveValue() == null) {
            return;
        }
        if (value instanceof BooleanType bool) {
            facts.is(fact, bool.booleanValue());
        } else if (value instanceof IntegerType integer) {
            facts.is(fact, BigDecimal.valueOf(integer.getValue()));
        } else if (value instanceof Quantity quantity && quantity.hasValue()) {
            facts.is(fact, quantity.getValue());
        } else if (value instanceof CodeableConcept concept) {
            Set<String> values = concept.getCoding().stream()
                    .map(Coding::getCode)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            facts.set(fact, values);
        }
    }
}

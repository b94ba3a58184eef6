package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Condition;
import health.consilium.terminology.rules.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;

/**
 * A case in which every fact that a checklist asks for is known: everything it asks for is so, or nothing is. Each item
 * applies in one of the two.
 */
enum World {
    EVERYTHING_IS_SO,
    NOTHING_IS_SO;

    /** Facts as the conditions of the checklist name them. */
    record Facts(Map<String, Set<String>> coded, Set<String> booleans, Map<String, BigDecimal> numbers) {

        static Facts of(Checklist checklist) {
            Facts facts = new Facts(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
            checklist.items().forEach(i -> i.requirement().applicability().ifPresent(a -> facts.read(a.condition())));
            return facts;
        }

        private void read(Condition condition) {
            if (condition instanceof Condition.All all) {
                all.parts().forEach(this::read);
            } else if (condition instanceof Condition.Any any) {
                any.parts().forEach(this::read);
            } else if (condition instanceof Condition.Not not) {
                read(not.part());
            } else if (condition instanceof Condition.OneOf oneOf) {
                coded.computeIfAbsent(oneOf.fact(), f -> new TreeSet<>()).addAll(oneOf.values());
            } else if (condition instanceof Condition.IsTrue isTrue) {
                booleans.add(isTrue.fact());
            } else if (condition instanceof Condition.AtMost atMost) {
                numbers.merge(atMost.fact(), atMost.limit(), BigDecimal::min);
            }
        }
    }

    CaseFacts facts(Facts asked) {
        CaseFacts.Builder facts = CaseFacts.builder();
        boolean so = this == EVERYTHING_IS_SO;
        asked.coded().forEach((fact, values) -> facts.set(fact, so ? values : Set.of("none")));
        asked.booleans().forEach(fact -> facts.is(fact, so));
        asked.numbers().forEach((fact, limit) -> facts.is(fact, number(limit)));
        return facts.build();
    }

    /** The same as a coordinator states it. */
    List<Observation> statements(Case one, Facts asked) {
        List<Observation> statements = new ArrayList<>();
        boolean so = this == EVERYTHING_IS_SO;
        asked.coded()
                .forEach((fact, values) ->
                        statements.add(so ? one.fact(fact, values.toArray(String[]::new)) : one.fact(fact, "none")));
        asked.booleans().forEach(fact -> statements.add(one.fact(fact, so)));
        asked.numbers().forEach((fact, limit) -> {
            Observation statement = one.fact(fact, true);
            statement.setValue(new Quantity().setValue(number(limit)));
            statements.add(statement);
        });
        return statements;
    }

    private BigDecimal number(BigDecimal limit) {
        return this == EVERYTHING_IS_SO ? limit : limit.add(BigDecimal.TEN);
    }

    static Truth applies(ChecklistItem item, CaseFacts facts) {
        return item.requirement().applicability().map(a -> a.evaluate(facts)).orElse(Truth.TRUE);
    }
}

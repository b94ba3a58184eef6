package health.consilium.terminology.rules;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When a checklist item applies: an expression over case facts. Parsed once, from the FHIRPath subset that
 * {@code Library/checklist-method} describes.
 */
public sealed interface Condition {

    Truth evaluate(Facts facts);

    /** Names of the facts that the expression reads. */
    Set<String> facts();

    /** Names of the facts whose being unknown leaves this undecided; none if it is decided. */
    default Set<String> undecided(Facts facts) {
        return evaluate(facts) == Truth.UNKNOWN ? facts() : Set.of();
    }

    /** @throws ContentException with position and reason, if the text is not of the subset */
    static Condition parse(String fhirPath) {
        return new ConditionParser(fhirPath).parse();
    }

    /** Of several parts. */
    sealed interface Compound extends Condition {

        List<Condition> parts();

        @Override
        default Set<String> facts() {
            return union(parts());
        }

        @Override
        default Set<String> undecided(Facts facts) {
            return evaluate(facts) == Truth.UNKNOWN ? undecidedOf(parts(), facts) : Set.of();
        }
    }

    /** Every part holds. */
    record All(List<Condition> parts) implements Compound {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public Truth evaluate(Facts facts) {
            Truth result = Truth.TRUE;
            for (Condition part : parts) {
                result = result.and(part.evaluate(facts));
            }
            return result;
        }
    }

    /** At least one part holds. */
    record Any(List<Condition> parts) implements Compound {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public Truth evaluate(Facts facts) {
            Truth result = Truth.FALSE;
            for (Condition part : parts) {
                result = result.or(part.evaluate(facts));
            }
            return result;
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public Truth evaluate(Facts facts) {
            return part.evaluate(facts).not();
        }

        @Override
        public Set<String> facts() {
            return part.facts();
        }

        @Override
        public Set<String> undecided(Facts facts) {
            return part.undecided(facts);
        }
    }

    /** The fact has one of the values; a single {@code =} on a code is the same with one value. */
    record OneOf(String fact, Set<String> values) implements Condition {
        public OneOf {
            values = Set.copyOf(values);
        }

        @Override
        public Truth evaluate(Facts facts) {
            return facts.hasAny(fact, values);
        }

        @Override
        public Set<String> facts() {
            return Set.of(fact);
        }
    }

    record IsTrue(String fact) implements Condition {
        @Override
        public Truth evaluate(Facts facts) {
            return facts.isTrue(fact);
        }

        @Override
        public Set<String> facts() {
            return Set.of(fact);
        }
    }

    /** The number is at most the limit or, for {@code >}, its negation. */
    record AtMost(String fact, BigDecimal limit) implements Condition {
        @Override
        public Truth evaluate(Facts facts) {
            return facts.number(fact)
                    .map(n -> Truth.of(n.compareTo(limit) <= 0))
                    .orElse(Truth.UNKNOWN);
        }

        @Override
        public Set<String> facts() {
            return Set.of(fact);
        }
    }

    /** The case holds an accepted document for another item: known always. */
    record HasItem(String itemId) implements Condition {
        @Override
        public Truth evaluate(Facts facts) {
            return Truth.of(facts.hasItem(itemId));
        }

        @Override
        public Set<String> facts() {
            return Set.of("hasItem");
        }
    }

    private static Set<String> undecidedOf(List<Condition> parts, Facts facts) {
        Set<String> undecided = new LinkedHashSet<>();
        parts.forEach(p -> undecided.addAll(p.undecided(facts)));
        return undecided;
    }

    private static Set<String> union(List<Condition> parts) {
        Set<String> facts = new LinkedHashSet<>();
        parts.forEach(p -> facts.addAll(p.facts()));
        return facts;
    }
}

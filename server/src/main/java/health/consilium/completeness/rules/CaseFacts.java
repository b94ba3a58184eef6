package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Facts;
import health.consilium.terminology.rules.Truth;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a case, by the fact names of {@code Library/checklist-method}. A coded fact is closed when its known
 * values are all there are (the sex), and open when others may exist that no record mentions (symptoms): then a value
 * that nobody stated or denied is unknown.
 */
public final class CaseFacts implements Facts {
    private record Coded(Set<String> present, Set<String> absent, boolean closed) {}

    private final Map<String, Coded> coded;
    private final Map<String, Boolean> booleans;
    private final Map<String, BigDecimal> numbers;
    private final Set<String> items;

    private CaseFacts(
            Map<String, Coded> coded,
            Map<String, Boolean> booleans,
            Map<String, BigDecimal> numbers,
            Set<String> items) {
        this.coded = coded;
        this.booleans = booleans;
        this.numbers = numbers;
        this.items = items;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Truth hasAny(String fact, Set<String> values) {
        Coded known = coded.get(fact);
        if (known == null) {
            return Truth.UNKNOWN;
        }
        boolean allDenied = true;
        for (String value : values) {
            if (known.present().contains(value)) {
                return Truth.TRUE;
            }
            allDenied &= known.closed() || known.absent().contains(value);
        }
        return allDenied ? Truth.FALSE : Truth.UNKNOWN;
    }

    @Override
    public Truth isTrue(String fact) {
        Boolean value = booleans.get(fact);
        return value == null ? Truth.UNKNOWN : Truth.of(value);
    }

    @Override
    public Optional<BigDecimal> number(String fact) {
        return Optional.ofNullable(numbers.get(fact));
    }

    @Override
    public boolean hasItem(String itemId) {
        return items.contains(itemId);
    }

    /** Values that a coded fact is known to have. */
    public Set<String> values(String fact) {
        Coded known = coded.get(fact);
        return known == null ? Set.of() : known.present();
    }

    /** Whether any question about the fact can be answered: an open fact leaves some unanswered. */
    public boolean isKnown(String fact) {
        return coded.containsKey(fact) && coded.get(fact).closed()
                || booleans.containsKey(fact)
                || numbers.containsKey(fact)
                || fact.equals("hasItem");
    }

    /** The same facts in a case that holds accepted documents for these items. */
    CaseFacts holding(Set<String> itemIds) {
        return new CaseFacts(coded, booleans, numbers, itemIds);
    }

    /** Collects facts; a later statement of a single-valued fact replaces an earlier one. */
    public static final class Builder {
        private final Map<String, Coded> coded = new HashMap<>();
        private final Map<String, Boolean> booleans = new HashMap<>();
        private final Map<String, BigDecimal> numbers = new HashMap<>();

        private Builder() {}

        public Builder is(String fact, String... values) {
            return set(fact, Set.of(values));
        }

        /** The fact has exactly these values; none means that it stays unknown. */
        public Builder set(String fact, Set<String> values) {
            if (!values.isEmpty()) {
                coded.put(fact, new Coded(Set.copyOf(values), Set.of(), true));
            }
            return this;
        }

        /** The fact has this value and may have others. */
        public Builder has(String fact, String value) {
            open(fact).present().add(value);
            return this;
        }

        /** The fact is known not to have this value. */
        public Builder hasNot(String fact, String value) {
            open(fact).absent().add(value);
            return this;
        }

        public Builder is(String fact, boolean value) {
            booleans.put(fact, value);
            return this;
        }

        public Builder is(String fact, BigDecimal value) {
            numbers.put(fact, value);
            return this;
        }

        private Coded open(String fact) {
            Coded known = coded.get(fact);
            if (known == null || known.closed()) {
                Set<String> present = known == null ? new HashSet<>() : new HashSet<>(known.present());
                known = new Coded(present, new HashSet<>(), false);
                coded.put(fact, known);
            }
            return known;
        }

        public CaseFacts build() {
            return new CaseFacts(Map.copyOf(coded), Map.copyOf(booleans), Map.copyOf(numbers), Set.of());
        }
    }
}

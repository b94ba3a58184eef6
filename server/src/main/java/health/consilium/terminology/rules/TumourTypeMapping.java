package health.consilium.terminology.rules;

import java.util.List;

/** What the mapping of a diagnosis says. Ambiguity asks; nothing is guessed. Every answer has its reason in words. */
public sealed interface TumourTypeMapping {

    String why();

    /** The diagnosis decides the tumour type. */
    record Mapped(TumourType type, String why) implements TumourTypeMapping {}

    /** A person must choose among the candidates. */
    record Ambiguous(List<TumourType> candidates, String why) implements TumourTypeMapping {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /** Only a secondary tumour is coded: the primary must be known. */
    record NeedsPrimary(String code, String why) implements TumourTypeMapping {}

    /** A diagnosis is there, but no checklist covers it. */
    record Unmapped(String why) implements TumourTypeMapping {}

    /** Nothing that codes a tumour. */
    record NoDiagnosis(String why) implements TumourTypeMapping {}
}

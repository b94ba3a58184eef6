package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Checklist;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a case has and lacks against a checklist.
 *
 * @param complete every blocking item that may apply is met or waived
 * @param score 0 to 1, weighted share of what is met or waived; a partly met item counts half
 * @param items every item that applies or may apply, in the order of the checklist
 * @param notApplicable ids of the items that do not apply
 */
public record CompletenessResult(
        Checklist checklist,
        LocalDate asOf,
        boolean complete,
        double score,
        List<ItemResult> items,
        List<String> notApplicable) {
    public CompletenessResult {
        items = List.copyOf(items);
        notApplicable = List.copyOf(notApplicable);
    }

    public Optional<ItemResult> item(String id) {
        return items.stream().filter(i -> i.item().id().equals(id)).findFirst();
    }

    /** Items with a gap to report, blocking ones first. */
    public List<ItemResult> gaps() {
        return items.stream()
                .filter(i -> i.gapCode().isPresent())
                .sorted((a, b) -> Boolean.compare(
                        b.item().requirement().blocking(),
                        a.item().requirement().blocking()))
                .toList();
    }
}

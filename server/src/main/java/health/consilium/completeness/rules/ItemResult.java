package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Truth;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answer for one item of the checklist.
 *
 * @param applies whether the item applies; never FALSE, because items that do not apply are left out
 * @param evidence references of the records that were used
 * @param reasons why it is not met, or why offered records were passed over
 * @param questions what a person has to check on the evidence, because the records do not tell it
 * @param unknownFacts facts that would decide whether the item applies
 * @param waiver set when the status is WAIVED
 */
public record ItemResult(
        ChecklistItem item,
        RequirementStatus status,
        Truth applies,
        List<String> evidence,
        List<Reason> reasons,
        List<Reason> questions,
        Set<String> unknownFacts,
        Optional<Waiver> waiver) {

    /** Code of {@code CodeSystem/gap-code} for a gap, empty when there is none to report. */
    public Optional<String> gapCode() {
        return GapCode.of(this);
    }
}

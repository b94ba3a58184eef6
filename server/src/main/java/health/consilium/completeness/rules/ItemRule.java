package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ChecklistItem;
import java.time.LocalDate;

/** Judges the records of a case against one kind of item. */
@FunctionalInterface
interface ItemRule {
    Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf);
}

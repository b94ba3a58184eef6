package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ChecklistItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Every document that the centre cannot read has a verified translation. */
final class TranslationsRule implements ItemRule {

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        List<String> translated = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (Evidence document : index.documents()) {
            if (document.problem() == Problem.NOT_TRANSLATED) {
                reasons.add(Reason.of(Problem.NOT_TRANSLATED, document));
            } else {
                translated.addAll(document.translations());
            }
        }
        if (reasons.isEmpty()) {
            return translated.isEmpty() ? Finding.missing(item.label()) : Finding.met(translated);
        }
        RequirementStatus status = translated.isEmpty() ? RequirementStatus.NOT_TRANSLATED : RequirementStatus.PARTIAL;
        return new Finding(status, translated, reasons);
    }
}

package health.consilium.completeness;

import health.consilium.completeness.CaseCheck.Held;
import health.consilium.completeness.rules.GapWords;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.RequirementStatus;
import health.consilium.terminology.Diagnoses;
import health.consilium.terminology.rules.TumourTypeMapping;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.terminology.rules.TumourTypeMapping.Unmapped;
import health.consilium.workflow.Gate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.springframework.stereotype.Component;

/**
 * No case goes to a centre while an item that blocks, as this centre asks, is neither met nor waived, as of the day of
 * submission.
 */
@Component
class IncompleteGate implements Gate {

    private final CaseCheck check;

    IncompleteGate(CaseCheck check) {
        this.check = check;
    }

    @Override
    public List<Unmet> unmet(Submission submission) {
        Held held = check.read(submission.file());
        TumourTypeMapping type = check.tumourType(held);
        if (type instanceof Mapped mapped) {
            return check
                    .judge(held, check.checklist(mapped.type(), submission.centre()), Optional.empty())
                    .result()
                    .items()
                    .stream()
                    .filter(IncompleteGate::blocks)
                    .map(item -> unmet(item, held.gaps()))
                    .toList();
        }
        // A tumour that no checklist covers is the coordinator's judgement; one that is not known is nobody's.
        return type instanceof Unmapped
                ? List.of()
                : List.of(new Unmet(
                        "no-diagnosis", Diagnoses.words(type), submission.file().reference(), false));
    }

    private static boolean blocks(ItemResult item) {
        return item.item().requirement().blocking()
                && item.status() != RequirementStatus.MET
                && item.status() != RequirementStatus.WAIVED;
    }

    private static String asked(ItemResult item) {
        return item.item()
                .asked()
                .map(asked -> " (" + GapWords.ENGLISH.say(asked) + ")")
                .orElse("");
    }

    private static Unmet unmet(ItemResult item, Map<String, DetectedIssue> gaps) {
        String id = item.item().id();
        DetectedIssue gap = gaps.get(id);
        String what = id + " is " + item.status().code() + asked(item) + ": ";
        return gap == null
                ? new Unmet(
                        "incomplete",
                        what + "call $completeness with persist=true, then get it, waive its gap or override it.",
                        null,
                        true)
                : new Unmet(
                        "incomplete",
                        what + "get it, or waive or override DetectedIssue/"
                                + gap.getIdElement().getIdPart() + ".",
                        "DetectedIssue/" + gap.getIdElement().getIdPart(),
                        true);
    }
}

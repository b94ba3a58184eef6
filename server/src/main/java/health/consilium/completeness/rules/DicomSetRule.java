package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Acceptance.DicomSet;
import health.consilium.terminology.rules.ChecklistItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.ImagingStudy;

/** All modalities of the set must be among the studies, for radiotherapy: plan, structures, dose and planning CT. */
final class DicomSetRule implements ItemRule {
    /** Plan, structures, dose and images lie on each other only in one frame (rule RTSET). */
    private static final String FRAME_OF_REFERENCE = "FrameOfReferenceUID";

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        Set<String> wanted = ((DicomSet) item.acceptance()).modalities();
        Set<String> lacking = new TreeSet<>(wanted);
        Set<Evidence> offered = index.radiotherapy();
        Set<String> frames = new TreeSet<>();
        boolean framesTold = true;
        List<String> evidence = new ArrayList<>();
        for (Evidence study : offered) {
            if (study.problemFor(item.maxAgeDays(), asOf).isEmpty()) {
                evidence.addAll(study.references());
                StudyFacts facts = index.facts((ImagingStudy) study.resource());
                lacking.removeAll(facts.modalities());
                frames.addAll(facts.distinct(FRAME_OF_REFERENCE));
                framesTold &= facts.allTell(FRAME_OF_REFERENCE);
            }
        }
        if (index.studies("CT").stream()
                .anyMatch(s -> s.problemFor(item.maxAgeDays(), asOf).isEmpty())) {
            lacking.remove("CT");
        }
        if (evidence.isEmpty()) {
            return Offer.of(offered, item.maxAgeDays(), asOf).asFinding(item.label());
        }
        if (!lacking.isEmpty()) {
            return partial(
                    evidence,
                    new Reason(Problem.INCOMPLETE.code(), "set.lacks", String.join(", ", lacking), evidence.get(0)));
        }
        if (frames.size() > 1) {
            return partial(evidence, Reason.of(Problem.PROTOCOL, "set.frames", evidence.get(0)));
        }
        Reason untold = new Reason("protocol-unknown", "set.frames.untold", null, evidence.get(0));
        return Finding.met(evidence).asking(framesTold ? List.of() : List.of(untold));
    }

    private static Finding partial(List<String> evidence, Reason reason) {
        return new Finding(RequirementStatus.PARTIAL, evidence, List.of(reason));
    }
}

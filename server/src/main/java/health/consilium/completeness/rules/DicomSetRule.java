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

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        Set<String> wanted = ((DicomSet) item.acceptance()).modalities();
        Set<String> lacking = new TreeSet<>(wanted);
        Set<Evidence> offered = index.radiotherapy();
        List<String> evidence = new ArrayList<>();
        for (Evidence study : offered) {
            if (study.problemFor(item.maxAgeDays(), asOf).isEmpty()) {
                evidence.addAll(study.references());
                lacking.removeAll(Studies.modalities((ImagingStudy) study.resource()));
            }
        }
        if (index.studies("CT").stream()
                .anyMatch(s -> s.problemFor(item.maxAgeDays(), asOf).isEmpty())) {
            lacking.remove("CT");
        }
        if (lacking.isEmpty()) {
            return Finding.met(evidence);
        }
        if (evidence.isEmpty()) {
            return Offer.of(offered, item.maxAgeDays(), asOf).asFinding(item.label());
        }
        return new Finding(
                RequirementStatus.PARTIAL,
                evidence,
                List.of(new Reason(
                        Problem.INCOMPLETE.code(),
                        "The DICOM set lacks " + String.join(", ", lacking),
                        evidence.get(0))));
    }
}

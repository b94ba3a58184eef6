package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Evidence.Kind;
import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingProtocol.Study;
import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ImagingStudy;

/** One complete set of studies: the images themselves, of the region, recent enough, within the protocol. */
final class ImagingStudyRule implements ItemRule {
    /** In ultrasound the report matters more than the images. */
    private static final String ULTRASOUND = "US";

    private final ImagingRules rules;

    ImagingStudyRule(ImagingRules rules) {
        this.rules = rules;
    }

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        ImagingProtocol protocol = ((Acceptance.Imaging) item.acceptance()).protocol();
        Finding best = null;
        for (List<Study> set : protocol.alternatives()) {
            Finding finding = judgeSet(item, protocol, set, index, asOf);
            best = best == null ? finding : best.or(finding);
        }
        return best;
    }

    private Finding judgeSet(
            ChecklistItem item, ImagingProtocol protocol, List<Study> set, EvidenceIndex index, LocalDate asOf) {
        List<String> evidence = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        RequirementStatus status = RequirementStatus.MET;
        for (Study study : set) {
            Finding finding = judgeStudy(item, protocol, study, index, asOf);
            evidence.addAll(finding.evidence());
            reasons.addAll(finding.reasons());
            if (!finding.isMet()) {
                status = finding.status();
            }
        }
        boolean someMet = status != RequirementStatus.MET && !evidence.isEmpty();
        return new Finding(someMet ? RequirementStatus.PARTIAL : status, evidence, reasons);
    }

    private Finding judgeStudy(
            ChecklistItem item, ImagingProtocol protocol, Study study, EvidenceIndex index, LocalDate asOf) {
        Optional<ImagingRule> rule = study.rule().flatMap(rules::find);
        Map<Evidence, String> details = new LinkedHashMap<>();
        Map<Evidence, Problem> problems = new LinkedHashMap<>();
        for (Evidence offered : offered(study, index)) {
            if (!(offered.resource() instanceof ImagingStudy images)) {
                boolean enough =
                        offered.kind() == Kind.IMAGES || study.modality().equals(ULTRASOUND);
                problems.put(offered, enough ? null : Problem.IMAGES_MISSING);
                continue;
            }
            StudyMatch match = StudyMatch.of(images, study, rule, protocol.bodyRegion(), rules);
            if (match != StudyMatch.OTHER) {
                List<String> failures = ProtocolChecks.failures(images, study.modality(), rule, protocol);
                details.put(offered, String.join("; ", failures));
                problems.put(offered, match.problem().orElse(failures.isEmpty() ? null : Problem.PROTOCOL));
            }
        }
        Offer offer = Offer.of(problems.keySet(), item.maxAgeDays(), asOf, problems::get);
        return explained(offer.asFinding(item.label()), details);
    }

    private static List<Evidence> offered(Study study, EvidenceIndex index) {
        List<Evidence> offered = new ArrayList<>();
        for (Evidence evidence : index.studies()) {
            if (Studies.modalities((ImagingStudy) evidence.resource()).contains(study.modality())) {
                offered.add(evidence);
            }
        }
        for (Code procedure : study.procedures()) {
            index.of(procedure).stream()
                    .filter(e -> !(e.resource() instanceof ImagingStudy))
                    .forEach(offered::add);
        }
        return offered;
    }

    /** Says which checks of the protocol failed. */
    private static Finding explained(Finding finding, Map<Evidence, String> details) {
        List<Reason> reasons = new ArrayList<>();
        for (Reason reason : finding.reasons()) {
            Reason detailed = details.entrySet().stream()
                    .filter(e -> reason.code().equals(Problem.PROTOCOL.code())
                            && e.getKey().reference().equals(reason.reference()))
                    .map(e -> Reason.of(Problem.PROTOCOL, e.getKey(), e.getValue()))
                    .findFirst()
                    .orElse(reason);
            reasons.add(detailed);
        }
        return new Finding(finding.status(), finding.evidence(), reasons);
    }
}

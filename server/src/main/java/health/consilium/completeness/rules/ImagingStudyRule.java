package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Evidence.Kind;
import health.consilium.completeness.rules.Offer.Objection;
import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.ContrastWords;
import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingProtocol.Study;
import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ImagingStudy;

/** One complete set of studies: the images themselves, of the region, recent enough, within the protocol. */
final class ImagingStudyRule implements ItemRule {
    /** In ultrasound the report matters more than the images. */
    private static final String ULTRASOUND = "US";

    private final ImagingRules rules;
    private final ContrastWords contrast;

    ImagingStudyRule(ImagingRules rules) {
        this.rules = rules;
        this.contrast = rules.contrastWords();
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
        return Offer.of(
                        offered(study, rule, protocol, index),
                        item.maxAgeDays(),
                        asOf,
                        e -> objection(e, study, rule, protocol, index))
                .asFinding(item.label());
    }

    private Optional<Objection> objection(
            Evidence offered, Study study, Optional<ImagingRule> rule, ImagingProtocol protocol, EvidenceIndex index) {
        if (!(offered.resource() instanceof ImagingStudy images)) {
            boolean enough = offered.kind() == Kind.IMAGES || study.modality().equals(ULTRASOUND);
            return enough ? Optional.empty() : Optional.of(new Objection(Problem.IMAGES_MISSING, null));
        }
        Optional<Problem> region = match(images, study, rule, protocol, index).problem();
        if (region.isPresent()) {
            return region.map(p -> new Objection(p, null));
        }
        if (study.modality().equals("CT") && !hasDiagnosticCt(images)) {
            return Optional.of(new Objection(
                    Problem.PROTOCOL,
                    "the CT of a PET is for attenuation correction unless it is said to have contrast"));
        }
        List<String> failures = ProtocolChecks.failures(images, study.modality(), rule, protocol);
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(Problem.PROTOCOL, String.join("; ", failures)));
    }

    /** RECIST 1.1: the CT of a PET-CT measures only if it was acquired as a diagnostic one, with contrast. */
    private boolean hasDiagnosticCt(ImagingStudy images) {
        return !Studies.modalities(images).contains("PT")
                || Studies.diagnosticSeries(images, "CT").stream()
                        .anyMatch(s -> contrast.read(Studies.contrast(s)) == Truth.TRUE);
    }

    private StudyMatch match(
            ImagingStudy images,
            Study study,
            Optional<ImagingRule> rule,
            ImagingProtocol protocol,
            EvidenceIndex index) {
        return StudyMatch.of(images, index.words(images), study, rule, protocol.bodyRegion(), rules);
    }

    /** Studies that may be the one asked for, and reports of such a study. */
    private List<Evidence> offered(
            Study study, Optional<ImagingRule> rule, ImagingProtocol protocol, EvidenceIndex index) {
        List<Evidence> offered = new ArrayList<>();
        for (Evidence evidence : index.studies(study.modality())) {
            ImagingStudy images = (ImagingStudy) evidence.resource();
            if (match(images, study, rule, protocol, index) != StudyMatch.OTHER) {
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
}

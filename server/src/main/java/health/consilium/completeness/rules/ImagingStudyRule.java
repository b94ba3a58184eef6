package health.consilium.completeness.rules;

import health.consilium.completeness.rules.Evidence.Kind;
import health.consilium.completeness.rules.Offer.Objection;
import health.consilium.completeness.rules.ProtocolChecks.Judged;
import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingProtocol.Study;
import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRules;
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
    private final ProtocolChecks checks;

    ImagingStudyRule(ImagingRules rules) {
        this.rules = rules;
        this.checks = new ProtocolChecks(rules);
    }

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        ImagingProtocol protocol = protocol(item);
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
        List<Reason> questions = new ArrayList<>();
        RequirementStatus status = RequirementStatus.MET;
        for (Study study : set) {
            Finding finding = judgeStudy(item, protocol, study, index, asOf);
            evidence.addAll(finding.evidence());
            reasons.addAll(finding.reasons());
            questions.addAll(finding.questions());
            if (!finding.isMet()) {
                status = finding.status();
            }
        }
        boolean someMet = status != RequirementStatus.MET && !evidence.isEmpty();
        return new Finding(someMet ? RequirementStatus.PARTIAL : status, evidence, reasons, questions);
    }

    /** One study of an item, and what there is to judge it by. */
    private record Asking(
            ChecklistItem item, Study study, Optional<ImagingRule> rule, EvidenceIndex index, LocalDate asOf) {}

    private Finding judgeStudy(
            ChecklistItem item, ImagingProtocol protocol, Study study, EvidenceIndex index, LocalDate asOf) {
        Asking asking = new Asking(item, study, study.rule().flatMap(rules::find), index, asOf);
        Offer offer = Offer.of(
                offered(study, asking.rule(), protocol, index), item.maxAgeDays(), asOf, e -> objection(e, asking));
        List<Reason> questions = offer.best()
                .filter(e -> e.resource() instanceof ImagingStudy)
                .map(e -> ProtocolChecks.questions(judged(e, asking), e))
                .orElse(List.of());
        return offer.asFinding(item.label()).asking(questions);
    }

    private Optional<Objection> objection(Evidence offered, Asking asking) {
        Study study = asking.study();
        if (!(offered.resource() instanceof ImagingStudy images)) {
            boolean enough = offered.kind() == Kind.IMAGES || study.modality().equals(ULTRASOUND);
            return enough ? Optional.empty() : Optional.of(new Objection(Problem.IMAGES_MISSING, null));
        }
        Optional<Problem> region = match(images, study, asking.rule(), protocol(asking.item()), asking.index())
                .problem();
        if (region.isPresent()) {
            return region.map(p -> new Objection(p, null));
        }
        if (study.modality().equals("CT") && !hasDiagnosticCt(asking.index().facts(images))) {
            return Optional.of(new Objection(
                    Problem.PROTOCOL,
                    "the CT of a PET is for attenuation correction unless it is said to have contrast"));
        }
        List<String> failures = ProtocolChecks.failures(judged(offered, asking));
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Objection(Problem.PROTOCOL, String.join("; ", failures)));
    }

    private List<Judged> judged(Evidence offered, Asking asking) {
        EvidenceIndex index = asking.index();
        ImagingStudy images = (ImagingStudy) offered.resource();
        StudyFacts facts = index.facts(images);
        StudyWish wish = new StudyWish(
                asking.item().maxAgeDays(), asking.asOf(), index.words(images), index.ageYears(asking.asOf()));
        String modality = asking.study().modality();
        return checks.judge(
                new Asked(offered, facts, modality, facts.diagnostic(modality), asking.rule(), index, wish),
                protocol(asking.item()));
    }

    private static ImagingProtocol protocol(ChecklistItem item) {
        return ((Acceptance.Imaging) item.acceptance()).protocol();
    }

    /** RECIST 1.1: the CT of a PET-CT measures only if it was acquired as a diagnostic one, with contrast. */
    private boolean hasDiagnosticCt(StudyFacts study) {
        return !study.modalities().contains("PT") || checks.hasContrast(study.diagnostic("CT"));
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

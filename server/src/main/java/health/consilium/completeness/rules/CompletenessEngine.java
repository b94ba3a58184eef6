package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.Acceptance.Coded;
import health.consilium.terminology.rules.Applicability;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.Truth;
import health.consilium.terminology.rules.Weights;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;

/** Compares the records of a case with a checklist. Pure and thread-safe; cost grows linearly with the records. */
public final class CompletenessEngine {
    private static final Set<String> ENGLISH = Set.of("en");

    private final CodeEquivalence equivalence;
    private final CaseFactsExtractor extractor;
    private final Weights weights;
    private final Map<Class<? extends Acceptance>, ItemRule> rules = new HashMap<>();

    public CompletenessEngine(
            CodeEquivalence equivalence, ImagingRules imagingRules, CaseFactsExtractor extractor, Weights weights) {
        this.equivalence = equivalence;
        this.extractor = extractor;
        this.weights = weights;
        rules.put(Acceptance.Coded.class, new CodedRule());
        rules.put(Acceptance.Imaging.class, new ImagingStudyRule(imagingRules));
        rules.put(Acceptance.Slides.class, new MaterialRule());
        rules.put(Acceptance.Blocks.class, new MaterialRule());
        rules.put(Acceptance.DicomSet.class, new DicomSetRule());
        rules.put(Acceptance.Identity.class, new IdentityRule());
        rules.put(Acceptance.Translations.class, new TranslationsRule());
        rules.put(Acceptance.MarkedDocument.class, (item, index, asOf) -> Finding.missing(item.label()));
    }

    /**
     * @param records everything of one case, the Patient included
     * @param asOf day from which ages count
     */
    public CompletenessResult evaluate(
            Checklist checklist, Collection<? extends Resource> records, LocalDate asOf, Set<Waiver> waivers) {
        return evaluate(checklist, EvidenceIndex.of(records, equivalence, ENGLISH), asOf, waivers);
    }

    /** The same for a centre that reads other languages; see {@link EvidenceIndex#of}. */
    public CompletenessResult evaluate(Checklist checklist, EvidenceIndex index, LocalDate asOf, Set<Waiver> waivers) {
        return evaluate(checklist, index, extractor.extract(index, checklist.tumourType(), asOf), asOf, waivers);
    }

    CompletenessResult evaluate(
            Checklist checklist, EvidenceIndex index, CaseFacts known, LocalDate asOf, Set<Waiver> waivers) {
        Map<String, Finding> findings = findings(checklist, index, asOf);
        Set<String> held = new HashSet<>();
        findings.forEach((item, finding) -> {
            if (finding.isMet()) {
                held.add(item);
            }
        });
        CaseFacts facts = known.holding(held);
        Map<String, Waiver> waived =
                waivers.stream().collect(Collectors.toMap(Waiver::itemId, Function.identity(), (a, b) -> a));
        List<ItemResult> results = new ArrayList<>();
        List<String> notApplicable = new ArrayList<>();
        for (ChecklistItem item : checklist.items()) {
            Optional<Applicability> applicability = item.requirement().applicability();
            Truth applies = applicability.map(a -> a.evaluate(facts)).orElse(Truth.TRUE);
            if (applies == Truth.FALSE) {
                notApplicable.add(item.id());
            } else {
                Optional<Waiver> waiver = Optional.ofNullable(waived.get(item.id()));
                results.add(result(item, applies, findings.get(item.id()), waiver, unknown(applicability, facts)));
            }
        }
        return new CompletenessResult(checklist, asOf, isComplete(results), score(results), results, notApplicable);
    }

    private Map<String, Finding> findings(Checklist checklist, EvidenceIndex index, LocalDate asOf) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (ChecklistItem item : checklist.items()) {
            Finding finding = rules.get(item.acceptance().getClass()).judge(item, index, asOf);
            List<Evidence> marked = index.markedFor(item.id());
            if (!marked.isEmpty() && !finding.isMet()) {
                finding = Offer.of(marked, item.maxAgeDays(), asOf)
                        .asFinding(item.label())
                        .or(finding);
            }
            findings.put(item.id(), finding);
        }
        for (ChecklistItem item : checklist.items()) {
            findings.computeIfPresent(item.id(), (id, finding) -> withPanel(item, finding, findings));
            findings.computeIfPresent(item.id(), (id, finding) -> withStatement(id, finding, index));
        }
        return findings;
    }

    /** The word of whoever was asked is evidence; that it is enough is for a coordinator to say, by a mark or a waiver. */
    private static Finding withStatement(String item, Finding finding, EvidenceIndex index) {
        return finding.isMet()
                ? finding
                : index.statedOf(item)
                        .flatMap(Statement::asFinding)
                        .map(stated -> stated.or(finding))
                        .orElse(finding);
    }

    /** A panel report that does not say which genes it tested is not nothing, but not enough either. */
    private static Finding withPanel(ChecklistItem item, Finding finding, Map<String, Finding> findings) {
        if (finding.status() != RequirementStatus.MISSING || !(item.acceptance() instanceof Coded coded)) {
            return finding;
        }
        for (String panel : coded.satisfiedBy()) {
            Finding report = findings.get(panel);
            if (report != null && report.isMet()) {
                List<Reason> reasons = new ArrayList<>(finding.reasons());
                String reference = report.evidence().get(0);
                Problem problem = Problem.GENES_NOT_LISTED;
                reasons.add(0, Reason.of(problem, problem.code(), reference));
                return new Finding(RequirementStatus.PARTIAL, report.evidence(), reasons);
            }
        }
        return finding;
    }

    private static Set<String> unknown(Optional<Applicability> applicability, CaseFacts facts) {
        return applicability.map(a -> a.condition().undecided(facts)).orElse(Set.of());
    }

    private static ItemResult result(
            ChecklistItem item, Truth applies, Finding finding, Optional<Waiver> waiver, Set<String> unknownFacts) {
        RequirementStatus status = finding.status();
        if (status != RequirementStatus.MET && waiver.isPresent()) {
            status = RequirementStatus.WAIVED;
        } else if (status != RequirementStatus.MET && applies == Truth.UNKNOWN) {
            status = RequirementStatus.QUESTION;
        }
        return new ItemResult(
                item,
                status,
                applies,
                finding.evidence(),
                finding.reasons(),
                finding.questions(),
                applies == Truth.UNKNOWN ? unknownFacts : Set.of(),
                status == RequirementStatus.WAIVED ? waiver : Optional.empty());
    }

    private static boolean isComplete(List<ItemResult> results) {
        return results.stream().filter(r -> r.item().requirement().blocking()).allMatch(r -> r.status()
                .isSettled());
    }

    private double score(List<ItemResult> results) {
        double all = 0;
        double earned = 0;
        for (ItemResult result : results) {
            double weight = weights.of(result.item().requirement().strength(), result.applies());
            all += weight;
            if (result.status().isSettled()) {
                earned += weight;
            } else if (result.status() == RequirementStatus.PARTIAL) {
                earned += weight / 2;
            }
        }
        return all == 0 ? 1 : Math.round(earned / all * 1000) / 1000.0;
    }
}

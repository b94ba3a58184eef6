package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.Waiver;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Waivers;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.springframework.stereotype.Component;

/** The stored gaps of a case, one for each item at most, and how they keep in step with what the records show. */
@Component
class Gaps {

    private final Cases cases;
    private final FhirStore store;
    private final Waivers signatures;
    private final Clock clock;

    Gaps(Cases cases, FhirStore store, Waivers signatures, Clock clock) {
        this.cases = cases;
        this.store = store;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** By id of the item. */
    Map<String, DetectedIssue> of(CaseFile file) {
        Map<String, DetectedIssue> gaps = new LinkedHashMap<>();
        cases.resources(file.number(), DetectedIssue.class)
                .forEach(issue -> GapForm.itemOf(issue).ifPresent(item -> gaps.put(item, issue)));
        return gaps;
    }

    /** Those whose signature is good: a line that somebody wrote into the database waives nothing. */
    Set<Waiver> waivers(Map<String, DetectedIssue> gaps) {
        Set<Waiver> waivers = new HashSet<>();
        gaps.forEach((item, gap) -> Mitigations.waiver(gap, item, waiver -> signatures.isSigned(gap, waiver))
                .ifPresent(waivers::add));
        return waivers;
    }

    /**
     * Opens, describes, closes and opens again, so that the stored gaps say what the result says. Needs the lock of the case.
     *
     * @param stored the gaps by item
     * @return the gaps as they are now, by item
     */
    Map<String, DetectedIssue> keep(CaseFile file, CompletenessResult result, Map<String, DetectedIssue> stored) {
        Map<String, DetectedIssue> kept = new LinkedHashMap<>(stored);
        for (ItemResult item : result.items()) {
            String id = item.item().id();
            next(file, item, Optional.ofNullable(stored.get(id))).ifPresent(gap -> kept.put(id, gap));
        }
        stored.forEach((id, gap) -> {
            if (result.item(id).isEmpty() && isOpen(gap)) {
                kept.put(
                        id,
                        closed(gap, "Does not apply by " + result.checklist().url()));
            }
        });
        return kept;
    }

    private Optional<DetectedIssue> next(CaseFile file, ItemResult item, Optional<DetectedIssue> stored) {
        Optional<String> code = GapForm.code(item);
        if (stored.isEmpty()) {
            return code.map(found -> open(file, item));
        }
        DetectedIssue gap = stored.get();
        if (code.isPresent() && gap.getStatus() != DetectedIssueStatus.ENTEREDINERROR) {
            return Optional.of(described(gap, item, code.get()));
        }
        return isOpen(gap) ? closing(item).map(words -> closed(gap, words)).or(() -> stored) : stored;
    }

    /** A question that no longer stops the case is none of its gaps: the centre that insisted on an answer is not the one any more. */
    private static Optional<String> closing(ItemResult item) {
        return switch (item.status()) {
            case MET -> Optional.of("Met by " + String.join(", ", item.evidence()));
            case QUESTION -> Optional.of("Not known to apply, and the case does not wait for it");
            default -> Optional.empty();
        };
    }

    private DetectedIssue open(CaseFile file, ItemResult item) {
        DetectedIssue gap = GapForm.opened(item, file.number(), file.patient(), now());
        gap.getMeta().addSecurity(Compartment.ofCase(file.number()));
        return store.create(gap);
    }

    private DetectedIssue described(DetectedIssue gap, ItemResult item, String code) {
        DetectedIssue changed = gap.copy();
        if (!isOpen(gap)) {
            Mitigations.reopen(changed);
        }
        GapForm.describe(changed, item, code);
        return changed.equalsDeep(gap) ? gap : store.update(changed);
    }

    private DetectedIssue closed(DetectedIssue gap, String words) {
        DetectedIssue changed = gap.copy();
        Mitigations.close(changed, words, now());
        return store.update(changed);
    }

    private static boolean isOpen(DetectedIssue gap) {
        return gap.getStatus() == DetectedIssueStatus.PRELIMINARY;
    }

    private Date now() {
        return Date.from(clock.instant());
    }
}

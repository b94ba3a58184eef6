package health.consilium.terminology.rules;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One requirement of a checklist.
 *
 * @param asked what a centre asks differently, as which the checklist asks
 */
public record ChecklistItem(
        String id,
        String label,
        Requirement requirement,
        Acceptance acceptance,
        OptionalInt maxAgeDays,
        Guidance guidance,
        Optional<Asked> asked) {

    private static final String CONSENT = ".clin.consent";

    /**
     * @param blocking the case must not be sent while the item is neither met nor waived
     * @param applicability empty if the item always applies
     */
    public record Requirement(
            Category category, Strength strength, boolean blocking, Optional<Applicability> applicability) {}

    public Code code() {
        return new Code(Systems.CHECKLIST_ITEM, id);
    }

    /** Who the patient is, that the records may leave, and that they can be read is for no centre to do without. */
    public boolean isOwedToThePatient() {
        return acceptance instanceof Acceptance.Identity
                || acceptance instanceof Acceptance.Translations
                || id.endsWith(CONSENT);
    }

    /** The same item as a centre asks for it. */
    ChecklistItem as(Demand demand, Asked differently) {
        Requirement changed = new Requirement(
                requirement.category(), demand.strength(), demand.blocking(), requirement.applicability());
        return new ChecklistItem(
                id, label, changed, acceptance, demand.maxAgeDays(), guidance, Optional.of(differently));
    }
}

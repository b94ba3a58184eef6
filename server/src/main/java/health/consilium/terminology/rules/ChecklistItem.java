package health.consilium.terminology.rules;

import java.util.Optional;
import java.util.OptionalInt;

/** One requirement of a checklist. */
public record ChecklistItem(
        String id,
        String label,
        Requirement requirement,
        Acceptance acceptance,
        OptionalInt maxAgeDays,
        Guidance guidance) {

    /**
     * @param blocking the case must not be sent while the item is neither met nor waived
     * @param applicability empty if the item always applies
     */
    public record Requirement(
            Category category, Strength strength, boolean blocking, Optional<Applicability> applicability) {}

    public Code code() {
        return new Code(Systems.CHECKLIST_ITEM, id);
    }

    /** The same item as a centre asks for it. */
    ChecklistItem as(CentreOverride override) {
        Requirement changed = new Requirement(
                requirement.category(),
                override.strength().orElse(requirement.strength()),
                override.blocking().orElse(requirement.blocking()),
                requirement.applicability());
        OptionalInt age = override.maxAgeDays().isPresent() ? override.maxAgeDays() : maxAgeDays;
        return new ChecklistItem(id, label, changed, acceptance, age, guidance);
    }
}

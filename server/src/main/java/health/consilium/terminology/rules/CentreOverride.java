package health.consilium.terminology.rules;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one review service asks differently for one item; empty parts keep the checklist's own value. With all of them empty it
 * is a note.
 *
 * @param itemId of one checklist
 * @param everyTumourType whether it is about the same item of every checklist: what stands after the first dot of the id
 * @param why in the words of the centre
 */
public record CentreOverride(
        String itemId,
        boolean everyTumourType,
        Optional<Strength> strength,
        Optional<Boolean> blocking,
        OptionalInt maxAgeDays,
        String why) {

    /** Ages beyond it say nothing. */
    public static final int GREATEST_AGE = 3650;

    /** What it is about; a service asks about each once. */
    public String subject() {
        return everyTumourType ? "*" + withoutType(itemId) : itemId;
    }

    /** Whether it is about this item and asks less for it, or takes it older. */
    public boolean loosens(ChecklistItem item) {
        return isAbout(item.id()) && Demand.of(item).isStricterThan(Demand.of(item, this));
    }

    boolean isAbout(String id) {
        return everyTumourType ? withoutType(itemId).equals(withoutType(id)) : itemId.equals(id);
    }

    private static String withoutType(String id) {
        return id.substring(id.indexOf('.'));
    }
}

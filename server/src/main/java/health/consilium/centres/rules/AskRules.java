package health.consilium.centres.rules;

import health.consilium.terminology.rules.CentreOverride;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.ChecklistLibrary;
import health.consilium.terminology.rules.Strength;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a centre may ask differently, whichever way it tells so. */
public final class AskRules {

    private static final int LONGEST = 500;

    private final Map<String, ChecklistItem> items = new LinkedHashMap<>();

    public AskRules(ChecklistLibrary library) {
        library.all().forEach(checklist -> checklist.items().forEach(item -> items.put(item.id(), item)));
    }

    boolean isItem(String id) {
        return items.containsKey(id);
    }

    /** @param written an id, or {@code *.} and the rest of one */
    Optional<String> item(String written) {
        return written.startsWith("*.")
                ? items.keySet().stream()
                        .filter(id -> id.substring(id.indexOf('.')).equals(written.substring(1)))
                        .findFirst()
                : Optional.of(written).filter(this::isItem);
    }

    /** A number of days that can be an age; empty for any other text. */
    static OptionalInt age(String days) {
        return days.matches("[1-9][0-9]{0,3}") && Integer.parseInt(days) <= CentreOverride.GREATEST_AGE
                ? OptionalInt.of(Integer.parseInt(days))
                : OptionalInt.empty();
    }

    /** It stands in lists and letters. */
    static List<String> length(String why) {
        return why.length() > LONGEST ? List.of("The reason has more than " + LONGEST + " characters.") : List.of();
    }

    List<String> flaws(CentreOverride override) {
        List<String> flaws = new ArrayList<>(length(override.why()));
        if (override.blocking().orElse(false) && override.strength().equals(Optional.of(Strength.RECOMMENDED))) {
            flaws.add(
                    override.subject() + " cannot block and be recommended only. Say required, or leave blocking out.");
        }
        items.values().stream()
                .filter(override::loosens)
                .filter(ChecklistItem::isOwedToThePatient)
                .findFirst()
                .ifPresent(
                        item -> flaws.add(item.id() + " is about identity, consent or translation, which no centre can"
                                + " do without. It can be asked for more firmly, not less."));
        return flaws;
    }
}

package health.consilium.centres.rules;

import health.consilium.terminology.rules.CentreOverride;
import health.consilium.terminology.rules.Strength;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads what a service asks differently, as a directory file has it: the item, what is asked of it, and why, such as {@code
 * nsclc.mol.ngs=required/blocking The board decides by it}. An item that begins with {@code *.} is that of every tumour type.
 */
final class AskText {

    private static final String IMAGES_LATER = "images=later";

    private final AskRules rules;
    private final Set<String> subjects = new HashSet<>();
    private final List<CentreOverride> overrides = new ArrayList<>();
    private String imagesLater;

    AskText(AskRules rules) {
        this.rules = rules;
    }

    List<CentreOverride> overrides() {
        return overrides;
    }

    Optional<String> imagesLater() {
        return Optional.ofNullable(imagesLater);
    }

    /** Takes one, or says what is wrong with it. */
    List<String> take(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        if (parts.length < 2) {
            return List.of("says no reason. Write after a space why it is asked, as the hospital will read it.");
        }
        if (parts[0].equals(IMAGES_LATER)) {
            boolean first = imagesLater == null;
            imagesLater = parts[1];
            return first ? List.of() : List.of("says a second time that images come later. Say it once.");
        }
        String[] asked = parts[0].split("=", 2);
        Optional<String> item = rules.item(asked[0]);
        if (item.isEmpty()) {
            return List.of("is about no item of CodeSystem/checklist-item.");
        }
        Demanded demanded = new Demanded();
        if (asked.length == 2) {
            for (String part : asked[1].split("/", -1)) {
                if (!demanded.take(part)) {
                    return List.of(
                            "asks what cannot be asked. Write required, recommended, blocking, not-blocking or the greatest"
                                    + " age in days, with slashes between.");
                }
            }
        }
        return add(new CentreOverride(
                item.get(),
                asked[0].startsWith("*"),
                demanded.strength,
                demanded.blocking,
                demanded.maxAgeDays,
                parts[1]));
    }

    private List<String> add(CentreOverride override) {
        List<String> flaws = new ArrayList<>(rules.flaws(override));
        if (!subjects.add(override.subject())) {
            flaws.add("is about what an earlier one is about. Say all about an item in one.");
        }
        if (flaws.isEmpty()) {
            overrides.add(override);
        }
        return flaws;
    }

    private static final class Demanded {
        private Optional<Strength> strength = Optional.empty();
        private Optional<Boolean> blocking = Optional.empty();
        private OptionalInt maxAgeDays = OptionalInt.empty();

        /** Each kind once. */
        boolean take(String part) {
            boolean first =
                    switch (part) {
                        case "required", "recommended" -> strength.isEmpty();
                        case "blocking", "not-blocking" -> blocking.isEmpty();
                        default -> maxAgeDays.isEmpty() && AskRules.age(part).isPresent();
                    };
            switch (part) {
                case "required" -> strength = Optional.of(Strength.REQUIRED);
                case "recommended" -> strength = Optional.of(Strength.RECOMMENDED);
                case "blocking" -> blocking = Optional.of(true);
                case "not-blocking" -> blocking = Optional.of(false);
                default -> maxAgeDays = AskRules.age(part);
            }
            return first;
        }
    }
}

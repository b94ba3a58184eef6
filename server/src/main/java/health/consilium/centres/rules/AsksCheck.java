package health.consilium.centres.rules;

import health.consilium.fhir.Refusal;
import health.consilium.terminology.rules.CentreOverride;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;

/** What is wrong with what a HealthcareService asks: all of it, each with its element. */
public final class AsksCheck {

    private static final Set<String> STRENGTHS = Set.of("required", "recommended");

    private final AskRules rules;

    public AsksCheck(AskRules rules) {
        this.rules = rules;
    }

    public List<Refusal> of(HealthcareService service) {
        List<Refusal> refusals = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        boolean later = false;
        for (int i = 0; i < service.getExtension().size(); i++) {
            Extension extension = service.getExtension().get(i);
            String path = "HealthcareService.extension[" + i + "]";
            if (AsksReader.ASK.equals(extension.getUrl())) {
                ask(extension, subjects).forEach(flaw -> refusals.add(refusal(flaw, path)));
            } else if (AsksReader.IMAGES_LATER.equals(extension.getUrl())) {
                if (later) {
                    refusals.add(refusal("images-later stands there twice. Give it once.", path));
                }
                later = true;
                AsksReader.text(extension)
                        .ifPresentOrElse(
                                why -> AskRules.length(why).forEach(flaw -> refusals.add(refusal(flaw, path))),
                                () -> refusals.add(
                                        refusal("images-later says why, as the hospital will read it.", path)));
            }
        }
        return refusals;
    }

    private List<String> ask(Extension ask, Set<String> subjects) {
        String item = AsksReader.item(ask).orElse("");
        if (!rules.isItem(item)) {
            return List.of("requirement is an item of CodeSystem/checklist-item; "
                    + (item.isEmpty() ? "none is given." : shown(item) + " is none."));
        }
        List<String> flaws = new ArrayList<>(parts(ask));
        if (AsksReader.why(ask).isEmpty()) {
            flaws.add(
                    item
                            + " is asked differently without a reason. Say in why what the hospital and the patient will read.");
        }
        if (flaws.isEmpty()) {
            AsksReader.override(ask).ifPresent(override -> {
                flaws.addAll(rules.flaws(override));
                if (!subjects.add(override.subject())) {
                    flaws.add(override.subject() + " is asked for twice. Say all about it in one centre-ask.");
                }
            });
        }
        return flaws;
    }

    /** What the reader would leave out without a word. */
    private static List<String> parts(Extension ask) {
        List<String> flaws = new ArrayList<>();
        Extension strength = ask.getExtensionByUrl("strength");
        if (strength != null && !STRENGTHS.contains(AsksReader.text(strength).orElse(""))) {
            flaws.add("strength is required or recommended; whether an item applies stays as the checklist says.");
        }
        Extension age = ask.getExtensionByUrl("maxAgeDays");
        if (age != null && AskRules.age(AsksReader.text(age).orElse("")).isEmpty()) {
            flaws.add("maxAgeDays is a number of days from 1 to " + CentreOverride.GREATEST_AGE + ".");
        }
        return flaws;
    }

    private static String shown(String item) {
        return item.length() > 60 ? item.substring(0, 60) + "…" : item;
    }

    private static Refusal refusal(String flaw, String path) {
        return Refusal.unprocessable("invalid-profile", flaw, path);
    }
}

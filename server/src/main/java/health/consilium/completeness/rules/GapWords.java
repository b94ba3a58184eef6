package health.consilium.completeness.rules;

import health.consilium.letter.Words;
import health.consilium.terminology.rules.Asked;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Says in one language why items are not met, one file {@code gaps_*.properties} each. What the checklist says and what was measured
 * stands in it as it is.
 */
public final class GapWords {

    private static final String TEXTS = "health.consilium.completeness.gaps";

    public static final GapWords ENGLISH = in("en");

    private final Words words;

    private GapWords(Words words) {
        this.words = words;
    }

    /** @param language BCP 47 */
    public static GapWords in(String language) {
        return new GapWords(Words.of(TEXTS, language));
    }

    /** The language that is spoken, as BCP 47; English where there is no catalogue. */
    public String language() {
        return words.language();
    }

    public boolean isEnglish() {
        return language().equals(ENGLISH.language());
    }

    public String say(Reason reason) {
        return say(reason, UnaryOperator.identity());
    }

    /** @param labels what a label of the checklist is called in this language */
    public String say(Reason reason, UnaryOperator<String> labels) {
        String frame = words.text(reason.frame());
        String detail = reason.detail() == null || !reason.frame().equals(Reason.MISSING)
                ? reason.detail()
                : labels.apply(reason.detail());
        if (detail != null && !frame.contains("{detail}")) {
            frame += words.text("aside");
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("record", String.valueOf(reason.reference()));
        // Last, because it is somebody else's words, and may have braces in it.
        values.put("detail", String.valueOf(detail));
        return words.in(frame, values);
    }

    /** What a centre asks differently, and why in its own words. */
    public String say(Asked asked) {
        return say(asked, asked.centre());
    }

    /** The same for a reader who need not know which centre it is. */
    public String sayUnnamed(Asked asked) {
        return say(asked, words.text("asked.centre"));
    }

    private String say(Asked asked, String centre) {
        String what = asked.firmness().name().toLowerCase(Locale.ROOT);
        String age = asked.maxAgeDays().isPresent() ? ".age" : "";
        Map<String, String> values = new LinkedHashMap<>();
        values.put("days", String.valueOf(asked.maxAgeDays().orElse(0)));
        values.put("centre", centre);
        // Last, as above.
        values.put("why", asked.why());
        return words.text("asked." + what + age, values);
    }

    /**
     * @param condition of the checklist, on which it depends whether an item applies
     * @param facts that would decide it
     */
    public String ask(String condition, Collection<String> facts) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("facts", String.join(", ", facts));
        values.put("condition", condition);
        return words.text("question", values);
    }
}

package health.consilium.centres.rules;

import java.util.Locale;

/**
 * Why a service stands where it stands, or does not stand at all.
 *
 * @param code what the reason is about
 * @param phrase the reason as a patient understands it, in any language
 */
public record Reason(Code code, Phrase phrase) {

    /** {@code CodeSystem/match-reason}, in the order in which they count. */
    public enum Code {
        CHOSEN,
        VOLUME,
        TURNAROUND,
        LANGUAGE,
        CAPACITY,
        CLOSED,
        REMOTE,
        EXCLUDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In English. */
    public String text() {
        return text(ReasonWords.ENGLISH);
    }

    public String text(ReasonWords words) {
        return words.say(phrase);
    }
}

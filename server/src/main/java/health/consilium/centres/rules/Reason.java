package health.consilium.centres.rules;

import java.util.Locale;

/**
 * Why a service stands where it stands, or does not stand at all.
 *
 * @param code what the reason is about
 * @param text the reason in words that a patient understands
 */
public record Reason(Code code, String text) {

    /** {@code CodeSystem/match-reason}, in the order in which they count. */
    public enum Code {
        CHOSEN,
        VOLUME,
        TURNAROUND,
        LANGUAGE,
        CAPACITY,
        REMOTE,
        EXCLUDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package health.consilium.terminology.rules;

import java.util.OptionalInt;

/**
 * What a centre asks differently for an item than the checklist does.
 *
 * @param centre its name
 * @param maxAgeDays greatest age that it takes, where that is another than the checklist's
 * @param why in the words of the centre
 */
public record Asked(String centre, Firmness firmness, OptionalInt maxAgeDays, String why) {

    /** Whether it asks more or less firmly. */
    public enum Firmness {
        MORE,
        SAME,
        LESS
    }
}

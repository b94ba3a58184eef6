package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.util.OptionalInt;

/**
 * What an item asks of a study besides its protocol.
 *
 * @param words everything that the study says of its region, in lower case
 * @param ageYears of the patient; empty if not known
 */
record StudyWish(OptionalInt maxAgeDays, LocalDate asOf, String words, OptionalInt ageYears) {
    /** From here on the imaging rules ask for the lengths of adults. */
    private static final int ADULT = 16;

    boolean isChild() {
        return ageYears.isPresent() && ageYears.getAsInt() < ADULT;
    }
}

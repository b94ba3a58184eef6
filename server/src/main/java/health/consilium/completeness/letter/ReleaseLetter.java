package health.consilium.completeness.letter;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a letter for missing records says.
 *
 * @param source {@code hospital}, {@code laboratory} or {@code patient}: whom it addresses
 * @param addressee who that is, as the letter shall say it
 * @param patient whose records are asked for
 * @param born as far as it is known: {@code yyyy}, {@code yyyy-mm} or {@code yyyy-mm-dd}
 * @param desk who asks, and to whom the patient lets the records go
 * @param note words of the coordinator
 */
public record ReleaseLetter(
        String source,
        String addressee,
        String patient,
        Optional<String> born,
        String caseNumber,
        LocalDate written,
        LocalDate due,
        String desk,
        List<Wanted> wanted,
        Optional<String> note) {

    public ReleaseLetter {
        wanted = List.copyOf(wanted);
    }

    /**
     * @param what the record
     * @param how to obtain it; empty when nobody wrote that down
     * @param translated whether both are in the language of the letter
     */
    public record Wanted(String what, String how, boolean translated) {}
}

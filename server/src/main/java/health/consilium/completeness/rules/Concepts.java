package health.consilium.completeness.rules;

import java.util.Locale;
import org.hl7.fhir.r4.model.CodeableConcept;

/** Concepts read by what they say, where their codes say nothing to us. */
final class Concepts {

    private Concepts() {}

    /** Text and displays, in lower case; empty if it has neither. */
    static String words(CodeableConcept concept) {
        StringBuilder words = new StringBuilder(concept.hasText() ? concept.getText() : "");
        concept.getCoding().forEach(c -> words.append(' ').append(c.hasDisplay() ? c.getDisplay() : ""));
        return words.toString().toLowerCase(Locale.ROOT);
    }
}

package health.consilium.completeness;

import health.consilium.completeness.letter.ReleaseLetter;
import org.hl7.fhir.r4.model.DetectedIssue;

/**
 * One gap as whoever is asked to close it reads it.
 *
 * @param id of the item
 */
record MissingItem(String id, DetectedIssue gap, ReleaseLetter.Wanted wanted) {

    String reference() {
        return "DetectedIssue/" + gap.getIdElement().getIdPart();
    }
}

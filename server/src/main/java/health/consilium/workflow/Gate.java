package health.consilium.workflow;

import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;

/** A condition that a station sets before a case may be submitted to a centre. */
public interface Gate {

    /**
     * What is asked about.
     *
     * @param file the case
     * @param centre the centre that is to get it
     * @param sent the frozen package that is to be sent
     * @param consent the Consent that is to cover it
     */
    record Submission(CaseFile file, Reference centre, DocumentReference sent, Reference consent) {}

    /** What stands in the way; empty when nothing does. */
    List<Unmet> unmet(Submission submission);

    /**
     * Something in the way.
     *
     * @param code code of {@code CodeSystem/outcome-code}
     * @param message what, and what to do about it; no clinical content
     * @param subject the resource concerned, such as a DetectedIssue, or null
     * @param overridable whether a clinical coordinator may go on in spite of it, giving a reason
     */
    record Unmet(String code, String message, String subject, boolean overridable) {}
}

package health.consilium.completeness;

import health.consilium.completeness.rules.Waiver;
import java.util.Date;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;

/** How a gap came to its end: met by something, or waived by somebody. */
final class Mitigations {

    private static final String WAIVED = "waived";
    private static final String MET = "met";
    private static final String WORD = "Waived: ";

    private Mitigations() {}

    static void close(DetectedIssue gap, String words, Date now) {
        gap.setStatus(DetectedIssueStatus.FINAL);
        gap.addMitigation().setAction(action(MET, words)).setDate(now);
    }

    /** What closed it holds no longer. */
    static void reopen(DetectedIssue gap) {
        gap.setStatus(DetectedIssueStatus.PRELIMINARY);
        gap.getMitigation().removeIf(mitigation -> is(mitigation, MET));
    }

    /** Marks what a coordinator wrote as a waiver. */
    static void markWaived(DetectedIssueMitigationComponent mitigation) {
        String text = mitigation.getAction().getText();
        mitigation.setAction(action(WAIVED, text.startsWith(WORD) ? text : WORD + text));
    }

    /**
     * Who waived the gap and why, if it is waived.
     *
     * @param signed whether the signature of a waiver is good
     */
    static Optional<Waiver> waiver(DetectedIssue gap, String item, Predicate<DetectedIssueMitigationComponent> signed) {
        return gap.getStatus() == DetectedIssueStatus.FINAL
                ? gap.getMitigation().stream()
                        .filter(mitigation -> is(mitigation, WAIVED))
                        .filter(signed)
                        .map(mitigation -> new Waiver(
                                item,
                                mitigation.getAction().getText(),
                                mitigation.getAuthor().getReference()))
                        .findFirst()
                : Optional.empty();
    }

    static boolean isWaived(DetectedIssue gap) {
        return waiver(gap, "any", waiver -> true).isPresent();
    }

    private static CodeableConcept action(String status, String words) {
        return new CodeableConcept(new Coding(GapForm.STATUS, status, null)).setText(words);
    }

    private static boolean is(DetectedIssueMitigationComponent mitigation, String status) {
        return mitigation.getAction().hasCoding(GapForm.STATUS, status);
    }
}

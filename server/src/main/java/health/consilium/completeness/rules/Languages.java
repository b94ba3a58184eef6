package health.consilium.completeness.rules;

import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;

/** Which documents somebody at the centre can read. */
final class Languages {
    private final Set<String> working;

    /** @param working BCP 47 primary tags, for example "en" */
    Languages(Set<String> working) {
        this.working = working;
    }

    boolean canRead(DocumentReference document) {
        Attachment attachment = document.getContentFirstRep().getAttachment();
        return canRead(attachment.hasLanguage() ? attachment.getLanguage() : document.getLanguage());
    }

    /** A report whose only content is a printed form in a foreign language. */
    boolean canRead(DiagnosticReport report) {
        return report.hasResult()
                || report.getPresentedForm().isEmpty()
                || report.getPresentedForm().stream().anyMatch(f -> canRead(f.getLanguage()));
    }

    /** A document that does not name its language is taken as readable. */
    private boolean canRead(String tag) {
        return tag == null || working.contains(tag.split("-", 2)[0].toLowerCase(Locale.ROOT));
    }
}

package health.consilium.access.audit.rules;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One event of the audit trail. It names resources and never holds what they say. Of a request it repeats the text of a search,
 * for auditors alone, and the name by which somebody used a link.
 *
 * @param interaction code of {@code http://hl7.org/fhir/restful-interaction}, or the name of an operation such as
 *     {@code $package}, or how somebody signed in, or {@link #EXPORT_FILE}
 * @param outcome {@code success}, else a code of {@code CodeSystem/outcome-code}
 * @param purpose code of {@code http://terminology.hl7.org/CodeSystem/v3-ActReason}
 * @param patients references of the patients concerned
 * @param cases numbers of the cases concerned
 * @param entities what was read or written, such as {@code Observation/1/_history/2}
 * @param query what was searched for, as sent; null for other events
 * @param request id of the request, as in the header X-Request-Id; null where there was none
 * @param note reason given by the caller, in an emergency; what came of one, in its review; which account or client, in an
 *     administration; which ground, in a legal hold; what was done with a link; else null
 * @param emergency declaration because of which this was done, such as {@code BreakGlass/1}; null for what is done as usual
 * @param erased what was destroyed; null for every other event
 */
public record AuditRecord(
        UUID id,
        Instant recorded,
        Kind kind,
        String interaction,
        String outcome,
        String purpose,
        Agent agent,
        List<String> patients,
        List<String> cases,
        List<String> entities,
        String query,
        String request,
        String note,
        String emergency,
        Erased erased) {

    public static final String SUCCESS = "success";

    /** Interaction of what goes into a file of a bulk export, which is none of FHIR. The first of the entities is the file. */
    public static final String EXPORT_FILE = "export-file";

    public boolean succeeded() {
        return SUCCESS.equals(outcome);
    }

    /** Whether a consent was given or changed, and nothing else. */
    public boolean ofConsentAlone() {
        return (kind == Kind.CREATE || kind == Kind.UPDATE)
                && !entities.isEmpty()
                && entities.stream().allMatch(entity -> entity.startsWith("Consent/"));
    }

    /** Whether records leave the desk's keeping by this; by the start of an export none does yet. */
    boolean leaves() {
        return kind == Kind.DISCLOSURE || goesIntoFile();
    }

    /** What was read or written: of an export what went into the file, not the file, and nothing while it only begins. */
    public List<String> records() {
        if (kind != Kind.EXPORT) {
            return entities;
        }
        return goesIntoFile() ? entities.subList(1, entities.size()) : List.of();
    }

    private boolean goesIntoFile() {
        return kind == Kind.EXPORT && EXPORT_FILE.equals(interaction) && !entities.isEmpty();
    }
}

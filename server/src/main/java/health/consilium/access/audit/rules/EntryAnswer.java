package health.consilium.access.audit.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.OperationOutcome;

/**
 * How an entry of a Bundle was answered.
 *
 * @param status of HTTP
 * @param outcome success or the code of the refusal, as {@link AuditRecord} has it
 */
public record EntryAnswer(int status, String outcome) {

    private static final Pattern STATUS = Pattern.compile("[1-5][0-9]{2}(?= |$)");

    /** Refusals of ours say their code before their words; in a Bundle HAPI keeps nothing but the words. */
    private static final Pattern CODE = Pattern.compile("([a-z]+(?:-[a-z]+)*): .*", Pattern.DOTALL);

    public static EntryAnswer of(BundleEntryComponent entry) {
        Matcher found = STATUS.matcher(String.valueOf(entry.getResponse().getStatus()));
        int status = found.lookingAt() ? Integer.parseInt(found.group()) : 500;
        return new EntryAnswer(status, status < 400 ? AuditRecord.SUCCESS : code(status, entry));
    }

    private static String code(int status, BundleEntryComponent entry) {
        if (entry.getResponse().getOutcome() instanceof OperationOutcome outcome) {
            Matcher code =
                    CODE.matcher(String.valueOf(outcome.getIssueFirstRep().getDiagnostics()));
            if (code.matches()) {
                return code.group(1);
            }
        }
        return switch (status) {
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404, 410 -> "not-found";
            case 409 -> "duplicate";
            case 412 -> "stale-version";
            case 422 -> "invalid-profile";
            default -> status < 500 ? "malformed" : "internal-error";
        };
    }

    public boolean isRefused() {
        return status >= 400;
    }

    /** Not so where the caller has it already (304). */
    public boolean isShown() {
        return status < 300;
    }

    /** Not allowed, or not there for this caller; anything else failed. */
    public static Kind refusal(String code) {
        return "forbidden".equals(code) || "not-found".equals(code) ? Kind.DENIED : Kind.FAILED;
    }
}

package health.consilium.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;

/** Builds OperationOutcomes: one issue for each refusal, with our code in {@code details}. */
public final class Outcomes {

    public static final String CODE_SYSTEM = FhirPackage.CANONICAL + "/CodeSystem/outcome-code";

    private static final String OFFER = FhirPackage.CANONICAL + "/StructureDefinition/offer";

    private Outcomes() {}

    public static OperationOutcome of(List<Refusal> refusals) {
        OperationOutcome outcome = new OperationOutcome();
        refusals.forEach(refusal -> add(outcome, refusal));
        return outcome;
    }

    public static OperationOutcome of(Refusal refusal) {
        return of(List.of(refusal));
    }

    private static void add(OperationOutcome outcome, Refusal refusal) {
        OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(type(refusal.status()))
                .setDiagnostics(refusal.message());
        CodeableConcept details = new CodeableConcept().setText(refusal.message());
        details.addCoding().setSystem(CODE_SYSTEM).setCode(refusal.code());
        issue.setDetails(details);
        refusal.expressions().forEach(issue::addExpression);
        if (refusal.offer() != null) {
            issue.addExtension(OFFER, new Reference(refusal.offer()));
        }
    }

    private static IssueType type(int status) {
        return switch (status) {
            case 401 -> IssueType.LOGIN;
            case 403 -> IssueType.FORBIDDEN;
            case 404, 410 -> IssueType.NOTFOUND;
            case 405, 415, 406 -> IssueType.NOTSUPPORTED;
            case 409, 412 -> IssueType.CONFLICT;
            case 413 -> IssueType.TOOLONG;
            case 422 -> IssueType.BUSINESSRULE;
            case 429 -> IssueType.THROTTLED;
            case 503 -> IssueType.TIMEOUT;
            default -> status >= 500 ? IssueType.EXCEPTION : IssueType.INVALID;
        };
    }
}

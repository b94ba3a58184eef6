package health.consilium.workflow;

/** What happens to cases; published in the transaction that makes it so, delivered at least once after it. */
public final class CaseEvents {

    private CaseEvents() {}

    /** The case entered a business status. */
    public record StageEntered(String caseId, String caseNumber, String status) {}

    /**
     * A record came in for the case: what a hospital or the patient sent, not a translation or a package.
     *
     * @param language of the document, as BCP 47 has it
     */
    public record RecordArrived(String caseId, String caseNumber, String documentReferenceId, String language) {}

    /** A work Task was opened. */
    public record WorkOpened(String caseId, String caseNumber, String taskId, String code) {}

    /** A work Task reached an end: {@code completed}, {@code rejected}, {@code cancelled} or {@code failed}. */
    public record WorkClosed(String caseId, String caseNumber, String taskId, String code, String status) {}

    /** A centre's Task moved. */
    public record ReferralMoved(
            String caseId, String caseNumber, String taskId, String status, String businessStatus) {}

    /**
     * A centre may no longer read what was sent to it: the case was withdrawn, the consent revoked, or the referral ended without
     * a report. Once for each time that its access was open.
     *
     * @param taskId the referral
     * @param centre such as {@code Organization/1}
     */
    public record PackageWithdrawn(String caseId, String caseNumber, String taskId, String centre) {}

    /**
     * The desk entered a consent to share a package in the patient's name.
     *
     * @param patient such as {@code Patient/1}
     */
    public record ConsentEntered(String caseId, String caseNumber, String patient) {}
}

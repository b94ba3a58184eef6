package health.consilium.access.emergency;

/**
 * An emergency was reviewed; published in the transaction that makes it so.
 *
 * @param reference of the declaration, such as {@code BreakGlass/1}
 * @param patient such as {@code Patient/1}
 * @param verdict what came of it
 * @param closingWaits whether the case would have been closed but for this review
 */
public record EmergencyReviewed(
        String reference, String caseNumber, String patient, Verdict verdict, boolean closingWaits) {

    /**
     * @param justified whether it was an emergency
     * @param note why, in the words of who reviewed it
     */
    public record Verdict(boolean justified, String note) {}
}

package health.consilium.access.emergency;

/**
 * An emergency was reviewed; published in the transaction that makes it so.
 *
 * @param reference of the declaration, such as {@code BreakGlass/1}
 * @param patient such as {@code Patient/1}
 * @param closingWaits whether the case would have been closed but for this review
 */
public record EmergencyReviewed(String reference, String caseNumber, String patient, boolean closingWaits) {}

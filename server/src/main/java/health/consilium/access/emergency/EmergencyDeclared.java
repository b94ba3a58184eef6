package health.consilium.access.emergency;

/**
 * Somebody declared an emergency and reads a case; published in the transaction that makes it so.
 *
 * @param reference of the declaration, such as {@code BreakGlass/1}
 * @param caseReference such as {@code ServiceRequest/1}
 * @param patient such as {@code Patient/1}
 * @param reason in the words of who declared it; may be clinical
 * @param privacyOfficer who has to know of it, such as {@code Practitioner/1}
 */
public record EmergencyDeclared(
        String reference,
        String caseNumber,
        String caseReference,
        String patient,
        String reason,
        String privacyOfficer) {}

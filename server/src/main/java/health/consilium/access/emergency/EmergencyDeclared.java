package health.consilium.access.emergency;

/**
 * Somebody declared an emergency and reads a case; published in the transaction that makes it so.
 *
 * @param reference of the declaration, such as {@code BreakGlass/1}
 * @param caseReference such as {@code ServiceRequest/1}
 * @param patient such as {@code Patient/1}
 * @param privacyOfficer who has to know of it, such as {@code Practitioner/1}
 */
public record EmergencyDeclared(
        String reference, String caseNumber, String caseReference, String patient, Why why, String privacyOfficer) {

    /**
     * @param purpose code of {@code http://terminology.hl7.org/CodeSystem/v3-ActReason}
     * @param reason in the words of who declared it; may be clinical
     */
    public record Why(String purpose, String reason) {}
}

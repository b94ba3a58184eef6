package health.consilium.access.emergency.rules;

/**
 * Why somebody declares an emergency.
 *
 * @param purpose as a code
 * @param reason in words, for the privacy officer and the patient
 */
public record Grounds(EmergencyPurpose purpose, String reason) {}

package health.consilium.smart;

/**
 * Somebody may act for a patient, or may no longer.
 *
 * @param username account of who acts
 * @param patient id of the patient
 * @param by user name of the administrator
 */
public record ProxyChanged(String username, String patient, boolean allowed, String by) {}

package health.consilium.access.emergency;

import java.time.Instant;
import java.util.Optional;

/**
 * A declared emergency that nobody has reviewed.
 *
 * @param reference of the declaration, such as {@code BreakGlass/1}
 * @param privacyOfficer who has to review it, such as {@code Practitioner/1}; empty where nobody is named by now
 */
public record EmergencyToReview(
        String reference, String caseNumber, Instant declaredAt, Optional<String> privacyOfficer) {}

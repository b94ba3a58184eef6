package health.consilium.notification.rules;

/**
 * Who made a change.
 *
 * @param party such as {@code Patient/1} or {@code Practitioner/2}
 * @param organization on whose behalf, such as {@code Organization/3}; null for a patient
 */
public record Actor(String party, String organization) {

    /** Whether telling these would be an echo: the same person, or anybody of the same organization. */
    public boolean isOneOf(String otherParty, String otherOrganization) {
        return party.equals(otherParty)
                || (organization != null
                        && (organization.equals(otherOrganization) || organization.equals(otherParty)));
    }
}

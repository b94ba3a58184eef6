package health.consilium.smart;

import java.util.Optional;

/**
 * A person who can sign in.
 *
 * @param role what the person does here
 * @param fhirUser reference to the Practitioner, Patient or RelatedPerson that describes the person
 * @param organization reference to the Organization that the person works for; empty for patients
 * @param enabled false ends access within seconds, also of tokens that were issued before
 */
public record Account(
        String username,
        String displayName,
        PartyRole role,
        String fhirUser,
        Optional<String> organization,
        boolean enabled) {

    /** The same person, switched on or off. */
    public Account switched(boolean on) {
        return new Account(username, displayName, role, fhirUser, organization, on);
    }
}

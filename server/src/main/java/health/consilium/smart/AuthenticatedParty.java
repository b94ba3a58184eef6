package health.consilium.smart;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request, as its access token says. The scopes only ever narrow what role, case and consent allow.
 *
 * @param subject user name of a person, client id of a system
 * @param clientId the app or system that holds the token
 * @param scopes as granted, SMART syntax
 * @param fhirUser reference to the resource that describes the caller, such as {@code Practitioner/translator-1},
 *     {@code Patient/patient-1} or {@code Organization/hospital-nairobi}
 * @param patient reference to the one patient that the token is about, {@code Patient/…}; a relative's token says here whom
 *     it acts for
 * @param organization reference to the organization that the caller works for, {@code Organization/…}
 * @param assurance how the person behind the token signed in
 * @param signedInAt when the person did, however often the token was refreshed since; empty for a system
 */
public record AuthenticatedParty(
        String subject,
        String clientId,
        Set<String> scopes,
        PartyRole role,
        String fhirUser,
        Optional<String> patient,
        Optional<String> organization,
        Assurance assurance,
        Optional<Instant> signedInAt) {

    public AuthenticatedParty {
        scopes = Set.copyOf(scopes);
    }
}

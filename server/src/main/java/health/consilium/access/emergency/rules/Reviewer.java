package health.consilium.access.emergency.rules;

import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import java.util.Optional;

/**
 * Who wants to review an emergency. That another person does so can only be told of persons: behind a system anybody may be who
 * holds its key, also who declared the emergency.
 *
 * @param role what the caller is here
 * @param person whether it is a person, and not a system with a credential of its own
 * @param sure whether the person proved who it is by a credential that nobody else has
 */
public record Reviewer(Role role, boolean person, boolean sure) {

    /** Why this caller may not; empty when the caller may. */
    public Optional<Refusal> refusal() {
        if (role != Role.ADMIN || !person) {
            return Optional.of(Refusal.forbidden(
                    "An emergency is reviewed by a person with the role of administrator, and by no system."));
        }
        return sure
                ? Optional.empty()
                : Optional.of(Refusal.of(401, "unauthenticated", "Sign in with your passkey to review an emergency."));
    }
}

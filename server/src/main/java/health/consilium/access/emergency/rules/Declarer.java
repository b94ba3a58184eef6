package health.consilium.access.emergency.rules;

import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who wants to declare an emergency.
 *
 * @param role what the caller is here
 * @param person whether it is a person, and not a system with a credential of its own
 * @param sure whether the person proved who it is by a credential that nobody else has
 * @param signedInAt when the person signed in
 */
public record Declarer(Role role, boolean person, boolean sure, Optional<Instant> signedInAt) {

    /** So long after signing in may somebody still declare an emergency. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    private static final Set<Role> ROLES = Set.of(Role.COORDINATOR, Role.HOSPITAL, Role.CENTRE);

    /** Why this caller may not; empty when the caller may. */
    public Optional<Refusal> refusal(Instant now) {
        if (!ROLES.contains(role) || !person) {
            return Optional.of(
                    Refusal.forbidden(
                            "An emergency is declared by a person of the coordination desk, a hospital or a centre, and by no system."));
        }
        if (!sure || signedInAt.filter(at -> !at.plus(FRESH).isBefore(now)).isEmpty()) {
            return Optional.of(Refusal.of(
                    401,
                    "unauthenticated",
                    "Sign in again with your passkey, and declare the emergency within five minutes of that."));
        }
        return Optional.empty();
    }
}

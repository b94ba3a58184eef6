package health.consilium.smart;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The caller of the request that the current thread serves. */
public final class SmartSession {

    private SmartSession() {}

    /** Empty outside a FHIR request, and in one of the few requests that need no token. */
    public static Optional<AuthenticatedParty> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof PartyPrincipal principal)) {
            return Optional.empty();
        }
        return Optional.of(principal.party());
    }
}

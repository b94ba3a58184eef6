package health.consilium.smart.rules;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Compares the scopes that a client asks for with those that it is registered with. */
public final class ScopeGrant {

    /** Manage clients. Of use to administrators alone, and a scope of its own so that no other app of theirs can. */
    public static final String ADMINISTER = "consilium/admin";

    /** Scopes that are not about resources and that a client may be registered with. */
    public static final Set<String> LAUNCH_SCOPES =
            Set.of("openid", "fhirUser", "profile", "launch/patient", "offline_access", "online_access", ADMINISTER);

    private ScopeGrant() {}

    /** True when the text is a scope that this server knows, granted or not. */
    public static boolean isKnown(String scope) {
        return LAUNCH_SCOPES.contains(scope) || SmartScope.parse(scope).isPresent();
    }

    /** True when the registered scopes hold the whole of the requested one. */
    public static boolean covers(Collection<String> registered, String requested) {
        if (LAUNCH_SCOPES.contains(requested)) {
            return registered.contains(requested);
        }
        return SmartScope.parse(requested)
                .filter(scope -> registered.stream()
                        .map(SmartScope::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(held -> held.covers(scope)))
                .isPresent();
    }

    /**
     * What is left of the requested scopes: for each one the part that is registered. Asking for more than one holds
     * is no error in SMART Backend Services, it grants less.
     *
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html#scopes">Backend Services</a>
     */
    public static Set<String> intersection(Collection<String> registered, Collection<String> requested) {
        Set<String> granted = new LinkedHashSet<>();
        for (String scope : requested) {
            if (covers(registered, scope)) {
                granted.add(scope);
                continue;
            }
            SmartScope.parse(scope).ifPresent(wanted -> registered.stream()
                    .map(SmartScope::parse)
                    .flatMap(Optional::stream)
                    .map(held -> held.intersect(wanted))
                    .flatMap(Optional::stream)
                    .map(SmartScope::toString)
                    .forEach(granted::add));
        }
        return granted;
    }
}

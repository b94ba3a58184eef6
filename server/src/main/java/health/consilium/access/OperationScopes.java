package health.consilium.access;

import health.consilium.smart.rules.Permission;
import java.util.Map;
import java.util.Set;

/**
 * Which scope an operation needs. SMART has no scopes for operations: one that only tells needs {@code r} on the type that it is
 * called on, any other needs {@code u}.
 */
final class OperationScopes {

    /** About what is the same for everybody, or about the caller's own job; what they tell is filtered besides. */
    private static final Set<String> FREE =
            Set.of("$validate", "$expand", "$validate-code", "$lookup", "$translate", "$export", "$export-poll-status");

    private static final Set<String> TELLING = Set.of(
            "$everything",
            "$summary",
            "$completeness",
            "$match",
            "$access-report",
            "$break-glass",
            "$emergencies",
            "$evaluate-measure",
            "$events",
            "$overdue",
            "$parked-messages",
            "$status",
            "$verify-trail");

    /** Beyond the type that they are called on: what a document holds that they answer with. */
    private static final Map<String, Set<String>> READS_ALSO =
            Map.of("$package", Set.of("DocumentReference", "Binary"));

    /** Operations that are called on no type, and the type whose scope they need. */
    private static final Map<String, String> ON_THE_SERVER =
            Map.of("$parked-messages", "Communication", "$retry-messages", "Communication");

    private OperationScopes() {}

    /** Whether it changes nothing. */
    static boolean tells(String operation, Caller caller) {
        return FREE.contains(operation)
                || TELLING.contains(operation)
                || (operation.equals("$package") && caller.is(Role.PATIENT));
    }

    static boolean allow(ScopeFilter scopes, Caller caller, String operation, String calledOn) {
        String type = ON_THE_SERVER.getOrDefault(operation, calledOn);
        if (FREE.contains(operation)) {
            return true;
        }
        Permission needed = tells(operation, caller) ? Permission.READ : Permission.UPDATE;
        return type != null
                && scopes.allows(needed, type)
                && READS_ALSO.getOrDefault(operation, Set.of()).stream()
                        .allMatch(also -> scopes.allows(Permission.READ, also));
    }
}

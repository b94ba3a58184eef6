package health.consilium.access;

import static health.consilium.access.Role.ADMIN;
import static health.consilium.access.Role.CENTRE;
import static health.consilium.access.Role.COORDINATOR;
import static health.consilium.access.Role.HOSPITAL;
import static health.consilium.access.Role.PATIENT;
import static health.consilium.access.Role.SERVER;
import static health.consilium.access.Role.TRANSLATOR;

import health.consilium.fhir.ResourceTypes;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What each role may do at all, before it is asked on which case. Everything that is not listed is refused. */
final class Permissions {

    private static final Set<Role> EVERYONE = Set.of(PATIENT, HOSPITAL, COORDINATOR, TRANSLATOR, CENTRE, ADMIN);

    /** Types that a role may create and change, on a case of its own. */
    private static final Map<Role, Set<String>> WRITES = new EnumMap<>(Map.of(
            PATIENT,
                    Set.of(
                            "ServiceRequest",
                            "DocumentReference",
                            "Binary",
                            "Consent",
                            "Communication",
                            "Task",
                            "List",
                            "QuestionnaireResponse",
                            // To accept or decline a talk; only centre and desk propose one.
                            "Appointment",
                            "Subscription"),
            HOSPITAL,
                    union(
                            ResourceTypes.CLINICAL,
                            // A Group of own patients is what a bulk export is made of.
                            Set.of(
                                    "ServiceRequest",
                                    "DocumentReference",
                                    "Task",
                                    "Communication",
                                    "Group",
                                    "Subscription")),
            COORDINATOR,
                    union(
                            ResourceTypes.CLINICAL,
                            ResourceTypes.STEERING,
                            ResourceTypes.DIRECTORY,
                            Set.of("Subscription", "Group")),
            TRANSLATOR, Set.of("DocumentReference", "Binary", "Provenance", "Task", "Communication", "Appointment"),
            CENTRE, Set.of("DocumentReference", "Binary", "Task", "Communication", "Appointment", "Subscription"),
            ADMIN, union(ResourceTypes.DIRECTORY, Set.of("Subscription", "Group"))));

    /** Types that a role may read, where a grant or label lets it. */
    private static final Map<Role, Set<String>> READS = new EnumMap<>(Map.of(
            PATIENT, union(ResourceTypes.CLINICAL, ResourceTypes.STEERING, ResourceTypes.FORMS, Set.of("Subscription")),
            HOSPITAL,
                    union(
                            ResourceTypes.CLINICAL,
                            ResourceTypes.STEERING,
                            ResourceTypes.FORMS,
                            Set.of("Group", "Subscription")),
            COORDINATOR,
                    union(ResourceTypes.CLINICAL, ResourceTypes.STEERING, ResourceTypes.FORMS, ResourceTypes.TECHNICAL),
            TRANSLATOR, Set.of("Task", "DocumentReference", "Binary", "Provenance", "Communication", "Appointment"),
            CENTRE,
                    Set.of(
                            "Task",
                            "ServiceRequest",
                            "DocumentReference",
                            "Binary",
                            "Consent",
                            "Communication",
                            "Appointment",
                            "Subscription"),
            ADMIN, Set.of("AuditEvent", "Subscription", "Group")));

    /** Who may call which operation; the operation itself asks on which case. */
    private static final Map<String, Set<Role>> OPERATIONS = Map.ofEntries(
            Map.entry("$validate", EVERYONE),
            Map.entry("$expand", EVERYONE),
            Map.entry("$validate-code", EVERYONE),
            Map.entry("$lookup", EVERYONE),
            Map.entry("$translate", EVERYONE),
            Map.entry("$everything", Set.of(PATIENT, HOSPITAL, COORDINATOR)),
            Map.entry("$summary", Set.of(PATIENT, HOSPITAL, COORDINATOR)),
            Map.entry("$export", Set.of(COORDINATOR, HOSPITAL, CENTRE)),
            Map.entry("$export-poll-status", Set.of(COORDINATOR, HOSPITAL, CENTRE)),
            Map.entry("$assess", Set.of(COORDINATOR)),
            Map.entry("$estimate", Set.of(COORDINATOR)),
            Map.entry("$load-directory", Set.of(COORDINATOR, ADMIN)),
            Map.entry("$completeness", Set.of(PATIENT, HOSPITAL, COORDINATOR)),
            Map.entry("$request-missing", Set.of(COORDINATOR)),
            Map.entry("$match", Set.of(COORDINATOR)),
            Map.entry("$overdue", Set.of(COORDINATOR)),
            Map.entry("$evaluate-measure", Set.of(COORDINATOR, ADMIN)),
            Map.entry("$package", Set.of(COORDINATOR, PATIENT)),
            Map.entry("$submit", Set.of(COORDINATOR)),
            Map.entry("$submit-report", Set.of(CENTRE)),
            Map.entry("$deliver", Set.of(COORDINATOR)),
            Map.entry("$follow-up-question", Set.of(PATIENT, COORDINATOR)),
            Map.entry("$access-report", Set.of(PATIENT, COORDINATOR)),
            Map.entry("$verify-trail", Set.of(ADMIN)),
            // A system has the role, too; the operation asks for a person.
            Map.entry("$break-glass", Set.of(COORDINATOR, HOSPITAL, CENTRE)),
            Map.entry("$emergencies", Set.of(ADMIN)),
            Map.entry("$review-emergency", Set.of(ADMIN)),
            Map.entry("$arrange", Set.of(PATIENT, COORDINATOR)),
            Map.entry("$purge", Set.of(COORDINATOR)),
            Map.entry("$status", Set.of(PATIENT, HOSPITAL, CENTRE, COORDINATOR)),
            Map.entry("$events", Set.of(PATIENT, HOSPITAL, CENTRE, COORDINATOR)),
            Map.entry("$parked-messages", Set.of(COORDINATOR, ADMIN)),
            Map.entry("$retry-messages", Set.of(COORDINATOR, ADMIN)));

    private static final String TRAIL = "AuditEvent";

    private Permissions() {}

    static boolean mayRead(Role role, String type) {
        return isPublic(type) || READS.getOrDefault(role, Set.of()).contains(type);
    }

    static boolean mayWrite(Role role, String type) {
        return WRITES.getOrDefault(role, Set.of()).contains(type);
    }

    static boolean mayCall(Role role, String operation) {
        return OPERATIONS.getOrDefault(operation, Set.of()).contains(role);
    }

    /** Whoever reads this type at all reads all of it: the desk every case, an administrator what is the server's and no case's. */
    static boolean readsAll(Role role, String type) {
        return role == COORDINATOR || role == SERVER || (role == ADMIN && mayRead(role, type));
    }

    /** What comes out of the audit trail is nothing stored, has no labels, and is told by a provider that asks for the role. */
    static boolean isTrail(String type) {
        return TRAIL.equals(type);
    }

    /** The same for every caller that has an identity. */
    static boolean isPublic(String type) {
        return ResourceTypes.CONFORMANCE.contains(type) || ResourceTypes.DIRECTORY.contains(type);
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> union = new HashSet<>();
        for (Set<String> set : sets) {
            union.addAll(set);
        }
        return Set.copyOf(union);
    }
}

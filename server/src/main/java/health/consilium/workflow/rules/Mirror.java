package health.consilium.workflow.rules;

import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** What follows from where a Task stands: the root from its referral, a ServiceRequest from its Task. */
public final class Mirror {

    private static final Map<String, String> ROOT_OF_REFERRAL = Map.ofEntries(
            Map.entry("review-accepted", "under-review"),
            Map.entry("under-review", "under-review"),
            Map.entry("board-scheduled", "under-review"),
            Map.entry("multi-specialist", "under-review"),
            Map.entry("preliminary-outcome", "under-review"),
            Map.entry("additional-tests", "additional-info"),
            Map.entry("declined", "matching"),
            Map.entry("unable-to-review", "matching"),
            Map.entry("cancelled", "matching"),
            Map.entry("report-submitted", "report-received"));

    private Mirror() {}

    /** The root's business status while its referral stands so; empty when the root stays where it is. */
    public static Optional<String> rootOf(State referral) {
        if (referral.business().equals("awaiting-information")) {
            return referral.status().equals("on-hold") ? Optional.of("additional-info") : Optional.empty();
        }
        return Optional.ofNullable(ROOT_OF_REFERRAL.get(referral.business()));
    }

    /**
     * {@code ServiceRequest.status} of the request that the Task fulfils. As in COW and OpenMRS, nobody but the server writes
     * it.
     */
    public static ServiceRequestStatus requestOf(State task) {
        return switch (task.status()) {
            case "on-hold" -> ServiceRequestStatus.ONHOLD;
            case "completed" -> ServiceRequestStatus.COMPLETED;
            case "cancelled", "rejected", "failed" -> ServiceRequestStatus.REVOKED;
            case "entered-in-error" -> ServiceRequestStatus.ENTEREDINERROR;
            default -> ServiceRequestStatus.ACTIVE;
        };
    }
}

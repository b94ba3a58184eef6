package health.consilium.workflow.rules;

import java.util.Set;
import org.hl7.fhir.r4.model.Task;

/**
 * Where a Task stands.
 *
 * @param status {@code Task.status}
 * @param business code of {@code Task.businessStatus}, empty for a work Task
 */
public record State(String status, String business) {

    public static final String SYSTEM = "https://w3id.org/consilium/fhir/CodeSystem/business-status";

    /** {@code Task.status} of what is over. */
    public static final Set<String> ENDS = Set.of("completed", "rejected", "cancelled", "failed", "entered-in-error");

    public static State of(Task task) {
        String business = task.getBusinessStatus().getCoding().stream()
                .filter(coding -> SYSTEM.equals(coding.getSystem()))
                .map(org.hl7.fhir.r4.model.Coding::getCode)
                .findFirst()
                .orElse("");
        return new State(task.getStatus() == null ? "" : task.getStatus().toCode(), business);
    }

    public static State status(String status) {
        return new State(status, "");
    }

    public boolean isEnd() {
        return ENDS.contains(status);
    }

    @Override
    public String toString() {
        return business.isEmpty() ? status : status + " (" + business + ")";
    }
}

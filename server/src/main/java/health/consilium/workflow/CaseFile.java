package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TransitionTable;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;

/**
 * A case: the request and the Task that stands for its progress.
 *
 * @param request what is asked, profile {@code case-request}
 * @param root where it stands, profile {@code case-task}
 */
public record CaseFile(ServiceRequest request, Task root) {

    public String id() {
        return request.getIdElement().getIdPart();
    }

    public String reference() {
        return "ServiceRequest/" + id();
    }

    public String rootReference() {
        return "Task/" + root.getIdElement().getIdPart();
    }

    public String number() {
        return Compartment.caseNumber(request).orElseThrow();
    }

    public Reference patient() {
        return request.getSubject();
    }

    /** Code of the root's business status. */
    public String status() {
        return State.of(root).business();
    }

    /** Whether nothing is done in it any more. */
    public boolean hasEnded() {
        return Cases.isClosed(root);
    }

    public boolean isPurged() {
        return TransitionTable.PURGED.equals(status());
    }
}

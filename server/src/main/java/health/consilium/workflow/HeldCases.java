package health.consilium.workflow;

import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The case that an operation is about, held to the end of the transaction: of two calls at once the later sees what the first did. */
@Component
public class HeldCases {

    private final CaseAccess access;
    private final Cases cases;
    private final CaseLock lock;

    HeldCases(CaseAccess access, Cases cases, CaseLock lock) {
        this.access = access;
        this.cases = cases;
        this.lock = lock;
    }

    /**
     * By the Task that stands for it.
     *
     * @throws health.consilium.fhir.RefusedException 404 when it is no case of the caller's
     */
    public CaseFile require(String taskId) {
        Task task = access.require(Task.class, taskId);
        if (TaskKind.of(task) != TaskKind.ROOT) {
            throw Refusal.notFound("Task/" + taskId + " does not stand for a case; name the one with code case.")
                    .asException();
        }
        String number = cases.of(task).orElseThrow().number();
        lock.hold(number);
        return cases.byNumber(number).orElseThrow();
    }

    /**
     * By its request.
     *
     * @throws health.consilium.fhir.RefusedException 404 when it is no case of the caller's
     */
    public CaseFile requireByRequest(String requestId) {
        ServiceRequest request = access.require(ServiceRequest.class, requestId);
        Compartment.caseNumber(request).ifPresent(lock::hold);
        return cases.require("ServiceRequest/" + request.getIdElement().getIdPart());
    }
}

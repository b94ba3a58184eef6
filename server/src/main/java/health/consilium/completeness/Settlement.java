package health.consilium.completeness;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Compartment;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What follows when nothing is left of what a case waits for: it goes on, and what was only waived is asked of nobody. */
@Component
@Interceptor(order = 95)
class Settlement implements StorageInterceptor {

    private final Cases cases;
    private final OpenRequests requests;
    private final CaseSteps caseSteps;
    private final TaskSteps taskSteps;
    private final CaseLock lock;

    Settlement(
            @Lazy Cases cases,
            OpenRequests requests,
            @Lazy CaseSteps caseSteps,
            @Lazy TaskSteps taskSteps,
            @Lazy CaseLock lock) {
        this.cases = cases;
        this.requests = requests;
        this.caseSteps = caseSteps;
        this.taskSteps = taskSteps;
        this.lock = lock;
    }

    /** Before the gap is written: who keeps the gaps in step takes the lock first, too. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (isClosed(before, after) && !(request instanceof SystemRequestDetails)) {
            Compartment.caseNumber((DetectedIssue) before).ifPresent(lock::hold);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (isClosed(before, after) && !(request instanceof SystemRequestDetails)) {
            DetectedIssue gap = (DetectedIssue) after;
            Map<String, DetectedIssue> now =
                    Map.of("DetectedIssue/" + gap.getIdElement().getIdPart(), gap);
            Compartment.caseNumber((DetectedIssue) before)
                    .flatMap(cases::byNumber)
                    .ifPresent(file -> settle(file, now));
        }
    }

    /** @param now gaps that the transaction under way has changed, by reference */
    void settle(CaseFile file, Map<String, DetectedIssue> now) {
        List<Task> open = requests.of(file);
        if (!open.isEmpty() && open.stream().allMatch(task -> requests.isSettled(task, now))) {
            // First, because the end of the last Task would take every case back to the review.
            caseSteps.gapsSettled(file);
        }
        open.stream().filter(task -> requests.isWaived(task, now)).forEach(task -> taskSteps.cancel(task));
    }

    private static boolean isClosed(IBaseResource before, IBaseResource after) {
        return before instanceof DetectedIssue old
                && after instanceof DetectedIssue gap
                && GapForm.itemOf(old).isPresent()
                && OpenRequests.isOpen(old)
                && !OpenRequests.isOpen(gap);
    }
}

package health.consilium.completeness;

import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.HeldCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code $request-missing}: one Task for each party that must act, and the case waits; or nothing. */
@Component
class InformationRequests {

    private final Callers callers;
    private final HeldCases cases;
    private final FhirStore store;
    private final RequestCheck check;
    private final RequestTasks requests;
    private final CaseSteps steps;

    InformationRequests(
            Callers callers,
            HeldCases cases,
            FhirStore store,
            RequestCheck check,
            RequestTasks requests,
            CaseSteps steps) {
        this.callers = callers;
        this.cases = cases;
        this.store = store;
        this.check = check;
        this.requests = requests;
        this.steps = steps;
    }

    /** @throws health.consilium.fhir.RefusedException with everything that stands in the way */
    Bundle ask(RequestMissingRequest request) {
        callers.require(Role.COORDINATOR);
        return store.inTransaction(() -> {
            CaseFile file = cases.require(request.taskId());
            Map<Addressee, List<RequestCheck.Gap>> asked = check.of(file, request);
            List<Task> tasks = new ArrayList<>();
            asked.forEach((addressee, gaps) -> tasks.add(requests.open(file, addressee, gaps, request)));
            steps.waitForGaps(file);
            return bundle(tasks);
        });
    }

    private static Bundle bundle(List<Task> tasks) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
        tasks.forEach(task -> bundle.addEntry().setResource(task));
        return bundle;
    }
}

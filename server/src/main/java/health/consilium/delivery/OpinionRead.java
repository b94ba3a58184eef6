package health.consilium.delivery;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.Answers;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.TransitionTable;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** With the patient's first look at the delivered opinion the time for questions begins. Runs before the labels are hidden. */
@Component
@Interceptor(order = 50)
class OpinionRead implements EndpointInterceptor {

    private static final Logger log = LoggerFactory.getLogger(OpinionRead.class);

    private final Callers callers;
    private final Cases cases;
    private final FhirStore store;
    private final TaskSteps steps;

    OpinionRead(Callers callers, Cases cases, FhirStore store, TaskSteps steps) {
        this.callers = callers;
        this.cases = cases;
        this.store = store;
        this.steps = steps;
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void sent(RequestDetails request, ResponseDetails response) {
        if (response.getResponseResource() == null || request.getRestOperationType() == null) {
            return;
        }
        if ("$package".equals(request.getOperation()) && isPatient()) {
            cases.find(request.getId().getValue()).ifPresent(this::read);
            return;
        }
        Answers.resources(response.getResponseResource())
                .filter(OpinionRead::isOpinion)
                .findFirst()
                .filter(opinion -> isPatient())
                .flatMap(cases::of)
                .ifPresent(this::read);
    }

    private boolean isPatient() {
        return callers.current().is(Role.PATIENT);
    }

    private static boolean isOpinion(Resource resource) {
        return Compartment.codes(resource).stream().anyMatch(code -> code.startsWith("opinion."));
    }

    /** Two looks at once are one; and no look fails because of this. */
    private void read(CaseFile file) {
        if (!file.status().equals("delivered")) {
            return;
        }
        try {
            store.inTransaction(() -> steps.move(file.root(), TransitionTable.root("follow-up")));
        } catch (RuntimeException e) {
            log.info("{} was not moved to follow-up: {}", file.rootReference(), e.toString());
        }
    }
}

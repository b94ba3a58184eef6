package health.consilium.packaging;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.Answers;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The first read of a package by its centre, alone or within a Bundle, tells the desk that it has arrived. Runs before the labels are hidden. */
@Component
@Interceptor(order = 50)
class PackageOpened implements EndpointInterceptor {

    private static final Logger log = LoggerFactory.getLogger(PackageOpened.class);
    private static final State SUBMITTED = new State("requested", "submitted");
    private static final State OPENED = new State("received", "package-opened");

    private final Callers callers;
    private final FhirStore store;
    private final TaskSteps steps;

    PackageOpened(Callers callers, FhirStore store, TaskSteps steps) {
        this.callers = callers;
        this.store = store;
        this.steps = steps;
    }

    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void sent(ResponseDetails response) {
        Set<String> referrals = Answers.resources(response.getResponseResource())
                .filter(Binary.class::isInstance)
                .flatMap(binary -> Compartment.codes(binary).stream())
                .filter(code -> code.startsWith("referral."))
                .collect(Collectors.toSet());
        if (!referrals.isEmpty() && callers.current().is(Role.CENTRE)) {
            referrals.forEach(code -> opened(new Coding(Compartment.SYSTEM, code, null), callers.current()));
        }
    }

    private void opened(Coding label, Caller caller) {
        store
                .search(FhirQuery.of(Task.class)
                        .where("_security", Compartment.token(label))
                        .whereCode("code", TaskKind.Codes.SYSTEM, TaskKind.Codes.REFERRAL))
                .stream()
                .filter(task -> caller.isMeantBy(task.getOwner()))
                .filter(task -> State.of(task).equals(SUBMITTED))
                .forEach(this::move);
    }

    /** Two reads at once, or an accept in between: one is enough, and the download must not suffer. */
    private void move(Task task) {
        try {
            store.inTransaction(() -> steps.move(task, OPENED));
        } catch (RuntimeException e) {
            log.info(
                    "Task/{} was not moved to package-opened: {}",
                    task.getIdElement().getIdPart(),
                    e.toString());
        }
    }
}

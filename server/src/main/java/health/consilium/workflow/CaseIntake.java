package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import java.time.Clock;
import java.util.Date;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.springframework.stereotype.Component;

/** Opens cases. */
@Component
class CaseIntake {

    private static final String CASE_TASK = FhirPackage.CANONICAL + "/StructureDefinition/case-task";

    private final FhirStore store;
    private final CaseProgress progress;
    private final Grants grants;
    private final WorkflowSettings settings;
    private final Clock clock;

    CaseIntake(FhirStore store, CaseProgress progress, Grants grants, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.progress = progress;
        this.grants = grants;
        this.settings = settings;
        this.clock = clock;
    }

    /** Gives a new request its Task, lets the patient see the case, and opens the first work. */
    void open(ServiceRequest request) {
        String number = Compartment.caseNumber(request).orElseThrow();
        Task root = store.create(root(request, number));
        grants.open(new Grants.Grant(
                request.getSubject().getReference(),
                Compartment.ofCase(number).getCode(),
                "Task/" + root.getIdElement().getIdPart(),
                null));
        progress.opened(new CaseFile(request, root));
    }

    private Task root(ServiceRequest request, String number) {
        Task root = new Task();
        root.getMeta().addProfile(CASE_TASK).addSecurity(Compartment.ofCase(number));
        request.getMeta().getSecurity().stream()
                .filter(label -> Compartment.SYSTEM.equals(label.getSystem()))
                .filter(label ->
                        !label.getCode().equals(Compartment.ofCase(number).getCode()))
                .forEach(label -> root.getMeta().addSecurity(label.copy()));
        TaskSteps.set(root, TransitionTable.root("enquiry-submitted"));
        root.setIntent(TaskIntent.ORDER);
        root.getCode()
                .addCoding(new Coding(TaskKind.Codes.HL7, "fulfill", null))
                .addCoding(new Coding(TaskKind.Codes.SYSTEM, TaskKind.Codes.CASE, null));
        root.setFocus(new Reference("ServiceRequest/" + request.getIdElement().getIdPart()));
        root.setFor(request.getSubject().copy());
        root.addIdentifier(Numbers.ofCase(number));
        root.setGroupIdentifier(Numbers.ofCase(number));
        root.setRequester(request.getRequester().copy());
        root.setOwner(new Reference(settings.coordinationDeskReference()));
        root.setAuthoredOn(Date.from(clock.instant()));
        root.setLastModified(Date.from(clock.instant()));
        return root;
    }
}

package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.Worklist;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * {@code treatment-transition}: a proposal of treatment at the centre, beside the case, and what has to be arranged for it. It
 * is done when travel, visa letter and admission contact are.
 */
@Component
class TransitionWork implements Arrangement, TaskRule, TaskEffect {

    static final String CODE = "treatment-transition";
    private static final String TRAVEL = "arrange-travel";
    private static final String[] PARTS = {TRAVEL, CentreLetters.VISA, CentreLetters.CONTACT};

    private static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/treatment-proposal";

    private final FhirStore store;
    private final Cases cases;
    private final CentreWork centres;
    private final Worklist worklist;
    private final TaskSteps steps;
    private final WorkflowSettings settings;
    private final Clock clock;

    TransitionWork(
            @Lazy FhirStore store,
            @Lazy Cases cases,
            @Lazy CentreWork centres,
            @Lazy Worklist worklist,
            @Lazy TaskSteps steps,
            WorkflowSettings settings,
            Clock clock) {
        this.store = store;
        this.cases = cases;
        this.centres = centres;
        this.worklist = worklist;
        this.steps = steps;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Task open(CaseFile file, ArrangeRequest request, Caller caller) {
        Task referral = centres.requireReported(file);
        ServiceRequest proposal = store.create(proposal(file, referral, caller));
        Reference about =
                new Reference("ServiceRequest/" + proposal.getIdElement().getIdPart());
        Task transition = worklist.open(file, WorkItem.about(CODE, about));
        worklist.open(file, WorkItem.about(TRAVEL, about.copy()));
        centres.open(file, referral, WorkItem.about(CentreLetters.VISA, about.copy()));
        centres.open(file, referral, WorkItem.about(CentreLetters.CONTACT, about.copy()));
        return transition;
    }

    private ServiceRequest proposal(CaseFile file, Task referral, Caller caller) {
        ServiceRequest proposal = new ServiceRequest();
        proposal.getMeta().addProfile(PROFILE).addSecurity(Compartment.ofCase(file.number()));
        proposal.setStatus(ServiceRequestStatus.ACTIVE);
        proposal.setIntent(ServiceRequestIntent.PROPOSAL);
        proposal.setCode(new CodeableConcept().setText("Treatment at the centre that gave the opinion"));
        proposal.setSubject(file.patient().copy());
        proposal.setRequester(
                caller.is(Role.PATIENT) ? caller.reference() : new Reference(settings.coordinationDeskReference()));
        proposal.addPerformer(referral.getOwner().copy());
        proposal.setAuthoredOn(Date.from(clock.instant()));
        return proposal;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        List<Task> open = cases.of(after).map(this::openParts).orElse(List.of());
        return after.getStatus() == TaskStatus.COMPLETED && !open.isEmpty()
                ? Optional.of(Refusal.unprocessable(
                        "not-ready",
                        "Still to be arranged: "
                                + open.stream()
                                        .map(part -> part.getCode()
                                                .getCodingFirstRep()
                                                .getCode())
                                        .collect(Collectors.joining(", "))
                                + ".",
                        "Task.status"))
                : Optional.empty();
    }

    private List<Task> openParts(CaseFile file) {
        return cases.open(file.number(), PARTS);
    }

    @Override
    public void ended(CaseFile file, Task task) {
        store.find(ServiceRequest.class, task.getFocus().getReferenceElement().getIdPart())
                .ifPresent(proposal -> store.update(proposal.copy()
                        .setStatus(
                                task.getStatus() == TaskStatus.COMPLETED
                                        ? ServiceRequestStatus.COMPLETED
                                        : ServiceRequestStatus.REVOKED)));
        // Where the case has ended, its end cancels them.
        if (DeliveredCase.isAfter(file)) {
            openParts(file).forEach(part -> steps.cancel(part));
        }
    }
}

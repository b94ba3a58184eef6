package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.Pathway;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/** Opens work: one Task for each WorkItem, with owner and due date as the pathway has them. */
@Component
public class Worklist {

    static final String WORK_TASK = FhirPackage.CANONICAL + "/StructureDefinition/work-task";

    private static final Set<String> ON_THE_OPINION = Set.of("report-received", "report-qa");

    private final FhirStore store;
    private final Pathway pathway;
    private final WorkflowSettings settings;
    private final TaskGrants grants;
    private final Openings openings;
    private final Clock clock;

    Worklist(
            FhirStore store,
            Pathway pathway,
            WorkflowSettings settings,
            TaskGrants grants,
            Openings openings,
            Clock clock) {
        this.store = store;
        this.pathway = pathway;
        this.settings = settings;
        this.grants = grants;
        this.openings = openings;
        this.clock = clock;
    }

    /** Opens a Task of this case. */
    public Task open(CaseFile file, WorkItem item) {
        Task task = task(file, item);
        label(
                task,
                step(item.code()),
                isHeld(file, item) ? Compartment.atDesk(file.number()) : Compartment.ofCase(file.number()));
        Task stored = openings.open(file, task);
        grants.open(stored);
        return stored;
    }

    private Pathway.Step step(String code) {
        return pathway.step(code).orElseThrow(() -> new IllegalArgumentException("The pathway has no " + code));
    }

    /**
     * Hands a referral to a centre: gives the Task the time it is allowed and the state in which it begins. The
     * Task comes with labels, focus, owner and inputs; who may see what because of it is the caller's to open.
     */
    public Task openReferral(CaseFile file, Task referral) {
        TaskSteps.set(referral, new State("requested", "submitted"));
        referral.setAuthoredOn(now());
        referral.setLastModified(now());
        referral.setRequester(new Reference(settings.coordinationDeskReference()));
        return openings.handOver(file, referral);
    }

    /** Not stored yet, and without labels. */
    Task task(CaseFile file, WorkItem item) {
        Pathway.Step step = step(item.code());
        Task task = new Task();
        task.getMeta().addProfile(item.form().profile());
        task.setLanguage(item.form().language());
        task.setDescription(item.form().description());
        task.setStatus(TaskStatus.REQUESTED).setIntent(TaskIntent.ORDER);
        task.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, step.code(), step.title()));
        task.addPartOf(new Reference(file.rootReference()));
        task.setGroupIdentifier(Numbers.ofCase(file.number()));
        task.setFocus(item.focus() == null ? new Reference(file.reference()) : item.focus());
        task.setFor(file.patient().copy());
        task.setAuthoredOn(now());
        task.setLastModified(now());
        task.setRequester(new Reference(settings.coordinationDeskReference()));
        task.setOwner(item.owner() != null ? item.owner() : owner(file, step.role()));
        task.setReasonReference(item.reason());
        item.inputs().forEach(input -> task.addInput(input.copy()));
        return task;
    }

    /** The organization that sent the case; the patient where none did. */
    public Reference sender(CaseFile file) {
        Reference requester = file.request().getRequester();
        String reference = String.valueOf(requester.getReference());
        return reference.startsWith("Organization/")
                ? requester.copy()
                : file.patient().copy();
    }

    /** A translator's work waits in a pool until one takes it. */
    private Reference owner(CaseFile file, String role) {
        return switch (role) {
            case "patient" -> file.patient().copy();
            case "hospital" -> sender(file);
            case "translator" -> null;
            default -> new Reference(settings.coordinationDeskReference());
        };
    }

    /** The patient watches the case, not the work on an opinion that is not delivered yet. */
    private boolean isHeld(CaseFile file, WorkItem item) {
        return ON_THE_OPINION.contains(file.status())
                || Stream.of(item.focus(), item.reason())
                        .filter(Objects::nonNull)
                        .flatMap(about -> store.find(about.getReference()).stream())
                        .anyMatch(about -> !Compartment.deskLabels(about).isEmpty());
    }

    private static void label(Task task, Pathway.Step step, Coding compartment) {
        task.getMeta().addSecurity(compartment);
        if (step.role().equals("translator")) {
            task.getMeta().addSecurity(Compartment.translators());
        }
        TaskGrants.ownersLabel(task).ifPresent(task.getMeta()::addSecurity);
    }

    private Date now() {
        return Date.from(clock.instant());
    }
}

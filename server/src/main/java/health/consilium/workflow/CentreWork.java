package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.stereotype.Component;

/**
 * Work for a centre beside its referral. Like the referral it does not lead to the case: it is part of the referral Task and
 * bears the referral's number, and the centre sees it as long as the consent lets it see the referral.
 */
@Component
public class CentreWork {

    private final Cases cases;
    private final FhirStore store;
    private final Worklist worklist;
    private final Grants grants;
    private final TaskGrants taskGrants;
    private final Openings openings;

    CentreWork(
            Cases cases, FhirStore store, Worklist worklist, Grants grants, TaskGrants taskGrants, Openings openings) {
        this.cases = cases;
        this.store = store;
        this.worklist = worklist;
        this.grants = grants;
        this.taskGrants = taskGrants;
        this.openings = openings;
    }

    /** The newest referral that ended with a report. */
    public Optional<Task> reported(CaseFile file) {
        return cases.lastCompleted(file.number(), TaskKind.Codes.REFERRAL);
    }

    /**
     * The newest referral that ended with a report, if its centre may still see it.
     *
     * @throws health.consilium.fhir.RefusedException 422
     */
    public Task requireReported(CaseFile file) {
        Task referral = reported(file).orElseThrow(() -> Refusal.unprocessable(
                        "not-ready", "No centre has given an opinion in this case yet.", "Task.businessStatus")
                .asException());
        if (!grants.isOpen(referral.getOwner().getReference(), label(referral).getCode())) {
            throw Refusal.unprocessable(
                            "no-consent",
                            "The consent under which the centre read the records has ended, so that it cannot be asked"
                                    + " any more. The coordination desk can start anew.")
                    .asException();
        }
        return referral;
    }

    /** Opens a Task of the centre that has this referral. */
    public Task open(CaseFile file, Task referral, WorkItem item) {
        Task task = prepared(file, referral, item);
        TaskSteps.set(task, State.status("requested"));
        return openings.open(file, show(referral, task));
    }

    /**
     * Opens a Task that stays with the centre when the consent has ended: what it has to do about what it holds. It shows nothing
     * else of the referral.
     */
    public Task openAfterwards(CaseFile file, Task referral, WorkItem item) {
        return openAfterwards(file, prepared(file, referral, item));
    }

    /** The same in the place of a Task that was taken back, when the referral itself is erased. */
    public Task openAgain(CaseFile file, Task takenBack, WorkItem item) {
        Task task = prepared(file, takenBack, item);
        task.setPartOf(takenBack.copy().getPartOf());
        return openAfterwards(file, task);
    }

    private Task openAfterwards(CaseFile file, Task task) {
        task.getMeta()
                .addSecurity(Compartment.ofContributor(
                        task.getOwner().getReferenceElement().getIdPart()));
        TaskSteps.set(task, State.status("requested"));
        return openings.open(file, task);
    }

    /** The centre may read nothing more of what was sent to it, and is told so. */
    public void withdraw(Task referral) {
        taskGrants.closeReferral(referral);
    }

    /** Nobody reads anything under this consent any more. */
    public void shut(String consent) {
        taskGrants.closeConsent(consent);
    }

    /** The same, not yet for the centre to see: something has to be done first. */
    public Task draft(CaseFile file, Task referral, WorkItem item) {
        Task task = prepared(file, referral, item);
        TaskSteps.set(task, State.status("draft"));
        return store.create(task);
    }

    /** Shows a draft to its centre, with what was missing; its time begins now. */
    public Task release(CaseFile file, Task referral, Task draft, List<ParameterComponent> missing) {
        Task task = draft.copy();
        missing.forEach(input -> task.addInput(input.copy()));
        TaskSteps.set(task, State.status("requested"));
        task.getExtension().clear();
        task.setRestriction(null);
        return openings.release(file, show(referral, task));
    }

    private Task prepared(CaseFile file, Task referral, WorkItem item) {
        WorkItem atCentre = item.focus() == null
                ? new WorkItem(
                        item.code(),
                        referral.getFocus().copy(),
                        referral.getOwner().copy(),
                        item.inputs(),
                        item.reason(),
                        item.form())
                : item.ownedBy(referral.getOwner().copy());
        Task task = worklist.task(file, atCentre);
        task.getPartOf().clear();
        task.addPartOf(new Reference("Task/" + referral.getIdElement().getIdPart()));
        task.setGroupIdentifier(referral.getGroupIdentifier().copy());
        task.getMeta().addSecurity(Compartment.ofCase(file.number()));
        return task;
    }

    private Task show(Task referral, Task task) {
        task.getMeta().addSecurity(label(referral));
        Stream.concat(
                        Stream.of(task.getFocus()),
                        task.getInput().stream()
                                .map(ParameterComponent::getValue)
                                .filter(Reference.class::isInstance)
                                .map(Reference.class::cast))
                .map(Reference::getReference)
                .filter(reference -> reference.matches("(Communication|DocumentReference|ServiceRequest)/.*"))
                .forEach(reference -> show(referral, reference));
        return task;
    }

    /** Lets the centre that has this referral see one more resource of the case; with a document its bytes. */
    public void show(Task referral, String reference) {
        List<Coding> label = List.of(label(referral));
        store.label(reference, label);
        store.find(reference)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .map(document -> document.getContentFirstRep().getAttachment().getUrl())
                .filter(url -> url != null && url.startsWith("Binary/"))
                .ifPresent(url -> store.label(url, label));
    }

    /** The label that the centre of this referral holds. */
    public static Coding label(Task referral) {
        return Compartment.ofReferral(referral.getGroupIdentifier().getValue());
    }
}

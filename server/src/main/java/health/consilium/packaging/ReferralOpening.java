package health.consilium.packaging;

import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.Worklist;
import health.consilium.workflow.rules.TransitionTable;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Opens a referral: its request and Task, what the centre may see because of the consent, and the case's next step. */
@Component
class ReferralOpening {

    private final FhirStore store;
    private final Cases cases;
    private final Worklist worklist;
    private final TaskSteps steps;
    private final Disclosure disclosure;
    private final ReferralForms forms;

    ReferralOpening(
            FhirStore store,
            Cases cases,
            Worklist worklist,
            TaskSteps steps,
            Disclosure disclosure,
            ReferralForms forms) {
        this.store = store;
        this.cases = cases;
        this.worklist = worklist;
        this.steps = steps;
        this.disclosure = disclosure;
        this.forms = forms;
    }

    Task open(CaseFile file, SubmitRequest asked, DocumentReference sent, Consent consent) {
        cases.open(file.number(), SharingOffer.CODE)
                .forEach(task ->
                        steps.complete(task, List.of(TaskSteps.output("consent", new Reference(asked.consent())))));
        ReferralForms.Labels labels = forms.labels(file);
        ServiceRequest request = store.create(forms.request(file, asked, labels));
        Task task = worklist.openReferral(file, forms.task(file, asked, request, labels));
        asked.overrides().forEach((gap, reason) -> store.find(DetectedIssue.class, gap)
                .map(issue -> forms.overridden(issue, reason))
                .ifPresent(store::update));
        disclosure.open(asked, sent, consent, labels);
        // What was completed above may have left its mark on the root.
        Task root = cases.require(file.reference()).root().copy();
        root.addOutput(TaskSteps.output(
                "referral", new Reference("Task/" + task.getIdElement().getIdPart())));
        steps.move(root, TransitionTable.root("submitted"));
        return task;
    }
}

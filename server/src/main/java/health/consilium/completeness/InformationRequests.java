package health.consilium.completeness;

import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Role;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.completeness.letter.Words;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import health.consilium.workflow.rules.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.stereotype.Component;

/** {@code $request-missing}: one Task for each party that must act, with letter and form, and the case waits; or nothing. */
@Component
class InformationRequests {

    private static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/information-request";

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final CaseLock lock;
    private final FhirStore store;
    private final RequestCheck check;
    private final RequestPapers papers;
    private final Worklist worklist;
    private final CaseSteps steps;

    InformationRequests(
            Callers callers,
            CaseAccess access,
            Cases cases,
            CaseLock lock,
            FhirStore store,
            RequestCheck check,
            RequestPapers papers,
            Worklist worklist,
            CaseSteps steps) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.lock = lock;
        this.store = store;
        this.check = check;
        this.papers = papers;
        this.worklist = worklist;
        this.steps = steps;
    }

    /** @throws health.consilium.fhir.RefusedException with everything that stands in the way */
    Bundle ask(RequestMissingRequest request) {
        callers.require(Role.COORDINATOR);
        return store.inTransaction(() -> {
            CaseFile file = hold(request.taskId());
            Map<Addressee, List<RequestCheck.Gap>> asked = check.of(file, request);
            List<Task> tasks = new ArrayList<>();
            asked.forEach((addressee, gaps) -> tasks.add(open(file, addressee, gaps, request)));
            steps.waitForGaps(file);
            return bundle(tasks);
        });
    }

    private CaseFile hold(String taskId) {
        Task task = access.require(Task.class, taskId);
        if (TaskKind.of(task) != TaskKind.ROOT) {
            throw Refusal.notFound("Task/" + taskId + " does not stand for a case; name the one with code case.")
                    .asException();
        }
        String number = cases.of(task).orElseThrow().number();
        lock.hold(number);
        return cases.byNumber(number).orElseThrow();
    }

    private Task open(CaseFile file, Addressee addressee, List<RequestCheck.Gap> gaps, RequestMissingRequest request) {
        Words words = papers.words(addressee, request);
        List<MissingItem> items = papers.items(gaps, words);
        DocumentReference letter = papers.letter(file, addressee, items, words, request.note());
        Questionnaire form = papers.form(file, items, words);
        List<ParameterComponent> inputs = new ArrayList<>();
        items.forEach(item -> inputs.add(TaskSteps.input(
                "gap", new Reference(item.reference()).setDisplay(item.wanted().what()))));
        inputs.add(TaskSteps.input(
                "questionnaire",
                new Reference("Questionnaire/" + form.getIdElement().getIdPart())));
        inputs.add(TaskSteps.input(
                "record",
                new Reference("DocumentReference/" + letter.getIdElement().getIdPart())));
        request.note().ifPresent(note -> inputs.add(TaskSteps.input("reason", new MarkdownType(note))));
        return worklist.open(
                file,
                WorkItem.of(OpenRequests.CODE)
                        .ownedBy(addressee.owner().copy())
                        .because(new Reference(items.get(0).reference()))
                        .with(inputs)
                        .as(new WorkItem.Form(PROFILE, words.language(), words.text("title"))));
    }

    private static Bundle bundle(List<Task> tasks) {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.COLLECTION);
        tasks.forEach(task -> bundle.addEntry().setResource(task));
        return bundle;
    }
}

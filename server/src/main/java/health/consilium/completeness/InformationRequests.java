package health.consilium.completeness;

import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.HeldCases;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
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
    private final HeldCases cases;
    private final FhirStore store;
    private final RequestCheck check;
    private final RequestPapers papers;
    private final RequestLetters letters;
    private final Worklist worklist;
    private final CaseSteps steps;

    InformationRequests(
            Callers callers,
            HeldCases cases,
            FhirStore store,
            RequestCheck check,
            RequestPapers papers,
            RequestLetters letters,
            Worklist worklist,
            CaseSteps steps) {
        this.callers = callers;
        this.cases = cases;
        this.store = store;
        this.check = check;
        this.papers = papers;
        this.letters = letters;
        this.worklist = worklist;
        this.steps = steps;
    }

    /** @throws health.consilium.fhir.RefusedException with everything that stands in the way */
    Bundle ask(RequestMissingRequest request) {
        callers.require(Role.COORDINATOR);
        return store.inTransaction(() -> {
            CaseFile file = cases.require(request.taskId());
            Map<Addressee, List<RequestCheck.Gap>> asked = check.of(file, request);
            List<Task> tasks = new ArrayList<>();
            asked.forEach((addressee, gaps) -> tasks.add(open(file, addressee, gaps, request)));
            steps.waitForGaps(file);
            return bundle(tasks);
        });
    }

    private Task open(CaseFile file, Addressee addressee, List<RequestCheck.Gap> gaps, RequestMissingRequest request) {
        Words words = papers.words(addressee, request);
        List<MissingItem> items = papers.items(gaps, words);
        DocumentReference letter = letters.write(file, addressee, items, words, request.note());
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

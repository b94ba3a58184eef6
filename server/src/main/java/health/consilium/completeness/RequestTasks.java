package health.consilium.completeness;

import health.consilium.completeness.Addressees.Addressee;
import health.consilium.fhir.FhirPackage;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.stereotype.Component;

/** The Task of a party that is asked for what is missing, with letter and form. */
@Component
class RequestTasks {

    private static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/information-request";

    private final RequestPapers papers;
    private final RequestLetters letters;
    private final Worklist worklist;

    RequestTasks(RequestPapers papers, RequestLetters letters, Worklist worklist) {
        this.papers = papers;
        this.letters = letters;
        this.worklist = worklist;
    }

    Task open(CaseFile file, Addressee addressee, List<RequestCheck.Gap> gaps, RequestMissingRequest request) {
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
}

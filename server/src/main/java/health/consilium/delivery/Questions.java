package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.delivery.rules.Tongue;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.LetterStore;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Puts a question to the centre. The centre works in English: a question in another language is a draft until its translation
 * is verified.
 */
@Component
class Questions implements TaskEffect {

    static final String CODE = "follow-up-question";

    /** LOINC: Note. */
    static final Coding NOTE = new Coding("http://loinc.org", "34109-9", null);

    private static final String TRANSLATE = "translate";

    private final FhirStore store;
    private final Cases cases;
    private final CentreWork centres;
    private final Worklist worklist;
    private final LetterStore letters;
    private final Messages messages;

    Questions(
            @Lazy FhirStore store,
            @Lazy Cases cases,
            @Lazy CentreWork centres,
            @Lazy Worklist worklist,
            @Lazy LetterStore letters,
            @Lazy Messages messages) {
        this.store = store;
        this.cases = cases;
        this.centres = centres;
        this.worklist = worklist;
        this.letters = letters;
        this.messages = messages;
    }

    /** The Task of a question that is under way, in these words. */
    Optional<Task> open(CaseFile file, String question) {
        return cases.open(file.number(), CODE).stream()
                .filter(task -> question(task)
                        .filter(asked -> question.equals(
                                asked.getPayloadFirstRep().getContent().primitiveValue()))
                        .isPresent())
                .findFirst();
    }

    /** Whether no question was asked yet for which nothing was paid; one that came to nothing does not count. */
    boolean isIncludedRoundLeft(CaseFile file) {
        return cases.tasks(file.number(), CODE).stream()
                .filter(task -> switch (task.getStatus()) {
                    case REJECTED, CANCELLED, FAILED, ENTEREDINERROR -> false;
                    default -> true;
                })
                .noneMatch(task -> TaskSteps.inputs(task, "estimate").isEmpty());
    }

    Task put(CaseFile file, Task referral, FollowUpRequest request, String author, Optional<Claim> estimate) {
        Communication question = messages.form(
                request.question(),
                request.language().toLanguageTag(),
                List.of(referral.getOwner().getReference()),
                List.of(Compartment.ofCase(file.number())));
        question.setSubject(file.patient().copy());
        question.setSender(new Reference(author));
        // Not the Task of the case: the centre reads this, too.
        question.addPartOf(new Reference("Task/" + referral.getIdElement().getIdPart()));
        Communication stored = messages.send(question);
        List<ParameterComponent> inputs = new ArrayList<>();
        inputs.add(TaskSteps.input(
                "question",
                new Reference("Communication/" + stored.getIdElement().getIdPart())));
        estimate.map(claim -> new Reference("Claim/" + claim.getIdElement().getIdPart()))
                .ifPresent(claim -> inputs.add(TaskSteps.input("estimate", claim)));
        if (Tongue.isEnglish(request.language())) {
            return centres.open(file, referral, WorkItem.of(CODE).with(inputs));
        }
        return toTranslate(file, referral, request, inputs);
    }

    private Task toTranslate(CaseFile file, Task referral, FollowUpRequest request, List<ParameterComponent> inputs) {
        DocumentReference document = letters.keep(
                file.patient(),
                new LetterStore.Letter(
                        request.question().getBytes(StandardCharsets.UTF_8),
                        "text/plain",
                        NOTE,
                        "Follow-up question",
                        request.language().toLanguageTag(),
                        ReferredDocumentStatus.FINAL,
                        referral.getFocus()),
                List.of(Compartment.ofCase(file.number())));
        Reference reference =
                new Reference("DocumentReference/" + document.getIdElement().getIdPart());
        inputs.add(TaskSteps.input("record", reference));
        Task draft = centres.draft(file, referral, WorkItem.of(CODE).with(inputs));
        worklist.open(
                file, WorkItem.about(TRANSLATE, reference).with(List.of(TaskSteps.input("record", reference.copy()))));
        return draft;
    }

    static Optional<Reference> questionOf(Task task) {
        return TaskSteps.inputs(task, "question").stream().findFirst();
    }

    Optional<Communication> question(Task task) {
        return questionOf(task)
                .flatMap(asked -> store.find(
                        Communication.class, asked.getReferenceElement().getIdPart()));
    }

    @Override
    public String code() {
        return "verify-translation";
    }

    /** The question can be read at the centre. */
    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() != Task.TaskStatus.COMPLETED) {
            return;
        }
        String document = task.getFocus().getReference();
        List<ParameterComponent> translation = TaskSteps.inputs(task, "translation").stream()
                .map(translated -> TaskSteps.input("translation", translated.copy()))
                .toList();
        cases.open(file.number(), CODE).stream()
                .filter(draft -> draft.getStatus() == Task.TaskStatus.DRAFT)
                .filter(draft -> TaskSteps.inputs(draft, "record").stream()
                        .anyMatch(record -> document.equals(record.getReference())))
                .forEach(draft -> store.find(
                                Task.class,
                                draft.getPartOfFirstRep().getReferenceElement().getIdPart())
                        .ifPresent(referral -> centres.release(file, referral, draft, translation)));
    }
}

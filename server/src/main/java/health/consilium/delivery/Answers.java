package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.delivery.rules.Tongue;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.LetterStore;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import health.consilium.workflow.Worklist;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The centre's answer to a follow-up question, a message or a document. It goes the way of a report: translated by one person
 * and verified by another where the patient reads another language, then reviewed, and the patient's only after that.
 */
@Component
class Answers implements TaskRule, TaskEffect {

    static final String TRANSLATE = "translate-answer";

    private final FhirStore store;
    private final LetterStore letters;
    private final Worklist worklist;
    private final Readers readers;

    Answers(@Lazy FhirStore store, @Lazy LetterStore letters, @Lazy Worklist worklist, @Lazy Readers readers) {
        this.store = store;
        this.letters = letters;
        this.worklist = worklist;
        this.readers = readers;
    }

    @Override
    public String code() {
        return Questions.CODE;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        if (before.getStatus() == TaskStatus.DRAFT && after.getStatus() != TaskStatus.CANCELLED) {
            return Optional.of(
                    Refusal.unprocessable("not-ready", "The question is still being translated.", "Task.status"));
        }
        return switch (after.getStatus()) {
            case REJECTED, FAILED ->
                after.getStatusReason().hasText()
                        ? Optional.empty()
                        : Optional.of(Refusal.unprocessable(
                                "incomplete", "Say in statusReason.text why there is no answer.", "Task.statusReason"));
            case COMPLETED -> missing(after);
            default -> Optional.empty();
        };
    }

    private Optional<Refusal> missing(Task task) {
        List<Reference> outputs = TaskSteps.outputs(task, "answer");
        boolean answered = outputs.size() == 1
                && store.find(outputs.get(0).getReference())
                        .filter(answer -> isAnswer(answer, task))
                        .isPresent();
        return answered
                ? Optional.empty()
                : Optional.of(Refusal.unprocessable(
                        "incomplete",
                        "Complete this Task with exactly one output of type answer: a Communication with text, or a"
                                + " DocumentReference with its Binary, that you sent with a reference to this Task or to the"
                                + " question.",
                        "Task.output"));
    }

    private static boolean isAnswer(Resource answer, Task task) {
        String sender = Compartment.ofContributor(
                        task.getOwner().getReferenceElement().getIdPart())
                .getCode();
        if (!Compartment.codes(answer).contains(sender)
                || !Compartment.caseNumber(answer).equals(Compartment.caseNumber(task))) {
            return false;
        }
        if (answer instanceof Communication message) {
            return !text(message).isBlank();
        }
        return answer instanceof DocumentReference document
                && String.valueOf(document.getContentFirstRep().getAttachment().getUrl())
                        .startsWith("Binary/");
    }

    private static String text(Communication message) {
        return message.getPayload().stream()
                .filter(Communication.CommunicationPayloadComponent::hasContentStringType)
                .map(payload -> payload.getContent().primitiveValue())
                .reduce((first, second) -> first + "\n\n" + second)
                .orElse("");
    }

    @Override
    public void ended(CaseFile file, Task task) {
        if (task.getStatus() != TaskStatus.COMPLETED) {
            return;
        }
        TaskSteps.outputs(task, "answer").stream()
                .findFirst()
                .flatMap(answer -> store.find(answer.getReference()))
                .map(answer -> held(file, task, answer))
                .ifPresent(document -> next(file, document));
    }

    /** The label of the answer that ended this Task; the patient is let in on it by the review. */
    static Coding label(Task task) {
        return Compartment.ofOpinion(task.getGroupIdentifier().getValue() + ".answer-"
                + task.getIdElement().getIdPart());
    }

    /** The answer as a document, out of the patient's sight. */
    private DocumentReference held(CaseFile file, Task task, Resource answer) {
        List<Coding> labels = List.of(Compartment.atDesk(file.number()), label(task));
        if (answer instanceof DocumentReference document) {
            DocumentReference own = document.copy();
            own.setSubject(file.patient().copy());
            own.getMeta().addSecurity(label(task));
            store.label(own.getContentFirstRep().getAttachment().getUrl(), labels);
            return store.update(own);
        }
        Communication message = ((Communication) answer).copy();
        message.setSubject(file.patient().copy());
        message.getMeta().addSecurity(label(task));
        store.update(message);
        return letters.keep(
                file.patient(),
                new LetterStore.Letter(
                        text(message).getBytes(StandardCharsets.UTF_8),
                        "text/plain",
                        Questions.NOTE,
                        "Answer to a follow-up question",
                        message.hasLanguage() ? message.getLanguage() : "en",
                        ReferredDocumentStatus.FINAL,
                        task.getFocus()),
                labels);
    }

    private void next(CaseFile file, DocumentReference document) {
        Reference reference =
                new Reference("DocumentReference/" + document.getIdElement().getIdPart());
        String written = document.getContentFirstRep().getAttachment().getLanguage();
        boolean foreign = readers.named(file)
                .filter(language -> written == null || !Tongue.same(language, Locale.forLanguageTag(written)))
                .isPresent();
        worklist.open(
                file,
                WorkItem.about(foreign ? TRANSLATE : AnswerReview.CODE, reference)
                        .with(List.of(TaskSteps.input("answer", reference.copy()))));
    }
}

package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CentreWork;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The Task {@code review-answer}: completed, the answer is the patient's; rejected, the centre is asked again and told why,
 * and that is no further round.
 */
@Component
class AnswerReview implements TaskRule, TaskEffect {

    static final String CODE = "review-answer";
    private static final String MARK = ".answer-";

    private final FhirStore store;
    private final Grants grants;
    private final CentreWork centres;
    private final Questions questions;
    private final Messages messages;
    private final Readers readers;

    AnswerReview(
            @Lazy FhirStore store,
            Grants grants,
            @Lazy CentreWork centres,
            @Lazy Questions questions,
            @Lazy Messages messages,
            @Lazy Readers readers) {
        this.store = store;
        this.grants = grants;
        this.centres = centres;
        this.questions = questions;
        this.messages = messages;
        this.readers = readers;
    }

    @Override
    public String code() {
        return CODE;
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        return switch (after.getStatus()) {
            case CANCELLED, FAILED ->
                Optional.of(Refusal.unprocessable(
                        "illegal-transition",
                        "No answer reaches the patient without this review: complete it, or reject it with a reason.",
                        "Task.status"));
            case REJECTED ->
                after.getStatusReason().hasText()
                        ? Optional.empty()
                        : Optional.of(Refusal.unprocessable(
                                "incomplete",
                                "Say in statusReason.text what the centre has to mend.",
                                "Task.statusReason"));
            default -> Optional.empty();
        };
    }

    @Override
    public void ended(CaseFile file, Task review) {
        Optional<DocumentReference> answer = store.find(
                DocumentReference.class, review.getFocus().getReferenceElement().getIdPart());
        Optional<Coding> label = answer.flatMap(AnswerReview::label);
        Optional<Task> answered = label.flatMap(this::answered);
        if (answered.isEmpty()) {
            return;
        }
        if (review.getStatus() == TaskStatus.COMPLETED) {
            release(file, review, answered.get(), label.get());
        } else if (review.getStatus() == TaskStatus.REJECTED) {
            askAgain(file, review, answered.get(), label.get());
        }
    }

    private static Optional<Coding> label(DocumentReference answer) {
        return Compartment.deskLabels(answer).stream()
                .filter(label -> label.getCode().contains(MARK))
                .findFirst();
    }

    /** The Task that this answer ended. */
    private Optional<Task> answered(Coding label) {
        return store.find(Task.class, label.getCode().substring(label.getCode().indexOf(MARK) + MARK.length()));
    }

    private void release(CaseFile file, Task review, Task answered, Coding label) {
        Set<String> recipients = new LinkedHashSet<>(List.of(file.patient().getReference()));
        Optional<Communication> question = questions.question(answered);
        question.map(asked -> asked.getSender().getReference())
                .filter(sender -> readers.isPatientOrProxy(file, sender))
                .ifPresent(recipients::add);
        bytes(label).forEach(url -> store.label(url, List.of(label)));
        String because = "Task/" + review.getIdElement().getIdPart();
        recipients.forEach(recipient -> grants.open(new Grants.Grant(recipient, label.getCode(), because, null)));
        Words words = Messages.words(readers.language(file));
        Communication note = messages.form(
                words.text("answered"),
                words.language(),
                List.copyOf(recipients),
                List.of(Compartment.ofCase(file.number())));
        note.setSubject(file.patient().copy());
        note.addPartOf(new Reference(file.rootReference()));
        Questions.questionOf(answered).ifPresent(asked -> note.addInResponseTo(asked.copy()));
        note.addAbout(review.getFocus().copy());
        messages.send(note);
    }

    private Stream<String> bytes(Coding label) {
        return documents(label).stream()
                .map(document -> document.getContentFirstRep().getAttachment().getUrl())
                .filter(url -> url != null && url.startsWith("Binary/"));
    }

    private List<DocumentReference> documents(Coding label) {
        return store.search(FhirQuery.of(DocumentReference.class).where("_security", Compartment.token(label)));
    }

    private void askAgain(CaseFile file, Task review, Task answered, Coding label) {
        documents(label).stream()
                .filter(document -> document.getStatus() == DocumentReferenceStatus.CURRENT)
                .forEach(document -> store.update(document.setStatus(DocumentReferenceStatus.SUPERSEDED)));
        Task referral = store.find(
                        Task.class,
                        answered.getPartOfFirstRep().getReferenceElement().getIdPart())
                .orElseThrow();
        Communication reason = messages.form(
                review.getStatusReason().getText(),
                "en",
                List.of(referral.getOwner().getReference()),
                List.of(Compartment.atDesk(file.number())));
        reason.addPartOf(new Reference("Task/" + referral.getIdElement().getIdPart()));
        Questions.questionOf(answered).ifPresent(asked -> reason.addInResponseTo(asked.copy()));
        Communication told = messages.send(reason);
        List<ParameterComponent> inputs = new ArrayList<>(answered.getInput());
        inputs.removeIf(input -> input.getType().hasCoding(TaskSteps.INPUT_SYSTEM, "reason"));
        inputs.add(TaskSteps.input(
                "reason", new Reference("Communication/" + told.getIdElement().getIdPart())));
        centres.open(file, referral, WorkItem.of(Questions.CODE).with(inputs));
    }
}

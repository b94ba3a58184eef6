package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.LetterStore;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * Letters about an opinion: written when the Task opens, so that the desk reads before it sends; the patient's when the Task
 * is completed.
 */
@Component
class Paperwork {

    private static final String LETTER = "letter";

    private final FhirStore store;
    private final LetterStore letters;
    private final Readers readers;
    private final Messages messages;
    private final Grants grants;

    Paperwork(FhirStore store, LetterStore letters, Readers readers, Messages messages, Grants grants) {
        this.store = store;
        this.letters = letters;
        this.readers = readers;
        this.messages = messages;
        this.grants = grants;
    }

    /** A draft that the desk alone sees. It names the version of the opinion that it speaks of. */
    Reference draft(CaseFile file, byte[] pdf, Coding type, String title, Words words) {
        DocumentReference letter = letters.keep(
                file.patient(),
                new LetterStore.Letter(
                        pdf,
                        "application/pdf",
                        type,
                        title,
                        words.language(),
                        ReferredDocumentStatus.PRELIMINARY,
                        opinionReference(file)),
                List.of(Compartment.atDesk(file.number())));
        return new Reference("DocumentReference/" + letter.getIdElement().getIdPart());
    }

    /** The delivered opinion. */
    Composition opinion(CaseFile file) {
        return store.find(
                        Composition.class,
                        opinionReference(file).getReferenceElement().getIdPart())
                .orElseThrow();
    }

    private static Reference opinionReference(CaseFile file) {
        return TaskSteps.outputs(file.root(), "report").stream()
                .filter(output -> output.getReference().startsWith("Composition/"))
                .reduce((first, second) -> second)
                .orElseThrow(() -> Refusal.unprocessable("not-ready", "No opinion is delivered yet.", "Task.output")
                        .asException());
    }

    /** Why the letters of this Task cannot go out: they speak of an opinion that was amended since. */
    Optional<Refusal> outdated(CaseFile file, Task task) {
        String delivered = opinionReference(file).getReference();
        boolean current = documents(task).allMatch(letter -> letter.getContext().getRelated().stream()
                .anyMatch(about -> delivered.equals(about.getReference())));
        return current
                ? Optional.empty()
                : Optional.of(Refusal.unprocessable(
                        "not-ready",
                        "The opinion was amended after this was written. Cancel this Task and arrange it anew.",
                        "Task.input"));
    }

    private Stream<DocumentReference> documents(Task task) {
        return TaskSteps.inputs(task, LETTER).stream()
                .filter(letter -> letter.getReference().startsWith("DocumentReference/"))
                .flatMap(letter ->
                        store
                                .find(
                                        DocumentReference.class,
                                        letter.getReferenceElement().getIdPart())
                                .stream());
    }

    /** The letters of this Task become the patient's, and the recipient's where the patient named one. */
    void release(CaseFile file, Task task, String message) {
        List<Coding> label = List.of(Compartment.ofCase(file.number()));
        documents(task).forEach(letter -> {
            DocumentReference sent = store.update(letter.copy().setDocStatus(ReferredDocumentStatus.FINAL));
            String document = "DocumentReference/" + sent.getIdElement().getIdPart();
            String bytes = sent.getContentFirstRep().getAttachment().getUrl();
            Stream.of(document, bytes).forEach(reference -> {
                store.label(reference, label);
                TaskSteps.inputs(task, "recipient")
                        .forEach(recipient -> grants.open(new Grants.Grant(
                                recipient.getReference(),
                                reference,
                                "Task/" + task.getIdElement().getIdPart(),
                                null)));
            });
        });
        tell(file, message, TaskSteps.inputs(task, LETTER));
    }

    /** A message to the patient. */
    void tell(CaseFile file, String key, List<Reference> about) {
        Words words = Messages.words(readers.language(file));
        Communication note = messages.form(
                words.text(key),
                words.language(),
                List.of(file.patient().getReference()),
                List.of(Compartment.ofCase(file.number())));
        note.setSubject(file.patient().copy());
        note.addPartOf(new Reference(file.rootReference()));
        about.forEach(thing -> note.addAbout(thing.copy()));
        messages.send(note);
    }

    void dismiss(Task task) {
        documents(task).forEach(letter -> store.update(letter.copy().setStatus(DocumentReferenceStatus.SUPERSEDED)));
    }
}

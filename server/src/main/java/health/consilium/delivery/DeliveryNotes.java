package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.fhir.Refusal;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.List;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** The note that says to its recipients that the opinion is there; not a word of what it says. */
@Component
class DeliveryNotes {

    private final Cases cases;
    private final Readers readers;
    private final Messages messages;

    DeliveryNotes(Cases cases, Readers readers, Messages messages) {
        this.cases = cases;
        this.readers = readers;
        this.messages = messages;
    }

    /** @throws health.consilium.fhir.RefusedException 422 when one is neither the patient nor a proxy of the patient */
    void requireRecipients(CaseFile file, List<String> recipients) {
        List<String> strangers = recipients.stream()
                .filter(recipient -> !readers.isPatientOrProxy(file, recipient))
                .toList();
        if (!strangers.isEmpty()) {
            throw Refusal.unprocessable(
                            "dangling-reference",
                            "An opinion is delivered to the patient or a RelatedPerson of the patient, who hand it on; not to "
                                    + String.join(", ", strangers) + ".",
                            "recipient")
                    .asException();
        }
    }

    /** The same note for the same delivery. */
    Communication write(CaseFile file, Composition report, DeliverRequest request) {
        return cases.resources(file.number(), Communication.class).stream()
                .filter(note -> isAbout(note, report) && reaches(note, request.recipients()))
                .findFirst()
                .orElseGet(() -> note(file, report, request));
    }

    private static boolean isAbout(Communication note, Composition report) {
        return note.getAbout().stream()
                .anyMatch(about -> OpinionRelease.reference(report).equals(about.getReference()));
    }

    private static boolean reaches(Communication note, List<String> recipients) {
        return note.getRecipient().stream()
                .map(Reference::getReference)
                .toList()
                .containsAll(recipients);
    }

    private Communication note(CaseFile file, Composition report, DeliverRequest request) {
        Words words = Messages.words(request.language().orElseGet(() -> readers.language(file)));
        Communication note = messages.form(
                words.text("delivered"),
                words.language(),
                request.recipients(),
                List.of(Compartment.ofCase(file.number())));
        note.setSubject(file.patient().copy());
        note.addPartOf(new Reference(file.rootReference()));
        note.addAbout(new Reference(OpinionRelease.reference(report)));
        return messages.send(note);
    }
}

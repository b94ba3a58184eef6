package health.consilium.workflow;

import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** Keeps what the server writes on the way of a case: a document with its bytes, known as a letter. */
@Component
public class LetterStore {

    private final FhirStore store;
    private final Documents documents;
    private final WorkflowSettings settings;
    private final Clock clock;

    LetterStore(FhirStore store, Documents documents, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.documents = documents;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is written.
     *
     * @param type what kind of document it is
     * @param language BCP 47
     * @param status how final it is
     * @param about what it belongs to; a case or, for what a centre sees, a referral
     */
    public record Letter(
            byte[] bytes,
            String contentType,
            Coding type,
            String title,
            String language,
            ReferredDocumentStatus status,
            Reference about) {}

    /** @param labels who may see document and bytes */
    public DocumentReference keep(Reference patient, Letter letter, List<Coding> labels) {
        Binary binary = bytes(letter);
        labels.forEach(label -> binary.getMeta().addSecurity(label.copy()));
        Documents.Fingerprint fingerprint = documents.fingerprint(binary);
        Binary stored = store.create(binary);
        DocumentReference document = new DocumentReference();
        labels.forEach(label -> document.getMeta().addSecurity(label.copy()));
        document.addIdentifier()
                .setSystem(CaseLetters.IDENTIFIER)
                .setValue(UUID.randomUUID().toString());
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setDocStatus(letter.status());
        document.setType(new CodeableConcept(letter.type().copy()));
        document.setSubject(patient.copy());
        document.setDate(Date.from(clock.instant()));
        document.addAuthor(new Reference(settings.coordinationDeskReference()));
        document.setDescription(letter.title());
        document.getContext().addRelated(letter.about().copy());
        Attachment attachment = document.addContent().getAttachment();
        attachment
                .setContentType(letter.contentType())
                .setLanguage(letter.language())
                .setUrl("Binary/" + stored.getIdElement().getIdPart())
                .setTitle(letter.title());
        fingerprint.writeTo(attachment);
        return store.create(document);
    }

    private Binary bytes(Letter letter) {
        try {
            return documents.keep(new ByteArrayInputStream(letter.bytes()), letter.contentType());
        } catch (IOException e) {
            throw new UncheckedIOException("A letter cannot be stored", e);
        }
    }
}

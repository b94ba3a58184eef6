package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.completeness.letter.LetterPdf;
import health.consilium.completeness.letter.ReleaseLetter;
import health.consilium.completeness.letter.Words;
import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLetters;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.Worklist;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** The letter that goes with a request: set, kept as a document of the case, not yet signed. */
@Component
class RequestLetters {

    /** As in a consent, see CodeSystem LOINC 64292-6: Release of information consent. */
    private static final Coding RELEASE_LETTER = new Coding("http://loinc.org", "64292-6", null);

    private final FhirStore store;
    private final Documents documents;
    private final Addressees addressees;
    private final Worklist worklist;
    private final WorkflowSettings workflow;
    private final Clock clock;

    RequestLetters(
            FhirStore store,
            Documents documents,
            Addressees addressees,
            Worklist worklist,
            WorkflowSettings workflow,
            Clock clock) {
        this.store = store;
        this.documents = documents;
        this.addressees = addressees;
        this.worklist = worklist;
        this.workflow = workflow;
        this.clock = clock;
    }

    DocumentReference write(
            CaseFile file, Addressee addressee, List<MissingItem> items, Words words, Optional<String> note) {
        byte[] pdf = LetterPdf.of(content(file, addressee, items, words, note), words);
        Binary binary = keep(pdf);
        binary.getMeta().addSecurity(Compartment.ofCase(file.number()));
        Documents.Fingerprint fingerprint = documents.fingerprint(binary);
        Binary stored = store.create(binary);
        DocumentReference letter = new DocumentReference();
        letter.getMeta().addSecurity(Compartment.ofCase(file.number()));
        letter.addIdentifier()
                .setSystem(CaseLetters.IDENTIFIER)
                .setValue(UUID.randomUUID().toString());
        letter.setStatus(DocumentReferenceStatus.CURRENT);
        // Not signed yet.
        letter.setDocStatus(ReferredDocumentStatus.PRELIMINARY);
        letter.setType(new CodeableConcept(RELEASE_LETTER.copy()));
        letter.setSubject(file.patient().copy());
        letter.setDate(Date.from(clock.instant()));
        letter.addAuthor(new Reference(workflow.coordinationDeskReference()));
        letter.setDescription(words.text("title"));
        letter.getContext().addRelated(new Reference(file.reference()));
        Attachment attachment = letter.addContent().getAttachment();
        attachment
                .setContentType(stored.getContentType())
                .setLanguage(words.language())
                .setUrl("Binary/" + stored.getIdElement().getIdPart())
                .setTitle(words.text("title"));
        fingerprint.writeTo(attachment);
        return store.create(letter);
    }

    private ReleaseLetter content(
            CaseFile file, Addressee addressee, List<MissingItem> items, Words words, Optional<String> note) {
        Patient patient = store.find(
                        Patient.class, file.patient().getReferenceElement().getIdPart())
                .orElseThrow();
        String name = addressees.name(addressee);
        return new ReleaseLetter(
                addressee.source().code(),
                addressee.source() == Source.LABORATORY ? words.text("through", Map.of("name", name)) : name,
                addressees.allNames(patient),
                Optional.ofNullable(patient.getBirthDateElement().getValueAsString()),
                file.number(),
                LocalDate.now(clock),
                worklist.due(OpenRequests.CODE, addressee.owner()).toLocalDate(),
                workflow.coordinationDeskName(),
                items.stream().map(MissingItem::wanted).toList(),
                note);
    }

    private Binary keep(byte[] pdf) {
        try {
            return documents.keep(new ByteArrayInputStream(pdf), "application/pdf");
        } catch (IOException e) {
            throw new UncheckedIOException("A letter cannot be stored", e);
        }
    }
}

package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.completeness.letter.LetterPdf;
import health.consilium.completeness.letter.ReleaseLetter;
import health.consilium.completeness.letter.Words;
import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.ChecklistTexts;
import health.consilium.terminology.rules.TextInLanguage;
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
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** The letter and the form of a request, in the language of whoever is asked. */
@Component
class RequestPapers {

    /** As in a consent, see CodeSystem LOINC 64292-6: Release of information consent. */
    private static final Coding RELEASE_LETTER = new Coding("http://loinc.org", "64292-6", null);

    private final FhirStore store;
    private final Documents documents;
    private final Addressees addressees;
    private final ChecklistTexts texts;
    private final Worklist worklist;
    private final WorkflowSettings workflow;
    private final FhirSettings settings;
    private final Clock clock;

    RequestPapers(
            FhirStore store,
            Documents documents,
            Addressees addressees,
            ChecklistTexts texts,
            Worklist worklist,
            WorkflowSettings workflow,
            FhirSettings settings,
            Clock clock) {
        this.store = store;
        this.documents = documents;
        this.addressees = addressees;
        this.texts = texts;
        this.worklist = worklist;
        this.workflow = workflow;
        this.settings = settings;
        this.clock = clock;
    }

    Words words(Addressee addressee, RequestMissingRequest request) {
        return Words.in(request.language().orElseGet(() -> addressees.language(addressee)));
    }

    List<MissingItem> items(List<RequestCheck.Gap> gaps, Words words) {
        return gaps.stream()
                .map(gap -> new MissingItem(
                        gap.itemId(),
                        gap.issue(),
                        gap.item()
                                .map(item -> wanted(item, words.language()))
                                .orElseGet(() -> new ReleaseLetter.Wanted(GapForm.label(gap.issue()), "", false))))
                .toList();
    }

    private ReleaseLetter.Wanted wanted(ChecklistItem item, String language) {
        TextInLanguage label = texts.label(item.label(), language);
        TextInLanguage how = texts.remedy(item.guidance().remedy(), language);
        return new ReleaseLetter.Wanted(label.text(), how.text(), !label.fallback() && !how.fallback());
    }

    Questionnaire form(CaseFile file, List<MissingItem> items, Words words) {
        Questionnaire form = RequestForm.of(file.number(), items, words);
        String id = UUID.randomUUID().toString();
        form.setId("Questionnaire/" + id);
        form.setUrl(settings.base() + "/Questionnaire/" + id);
        form.setDate(Date.from(clock.instant()));
        form.getMeta().addSecurity(Compartment.ofCase(file.number()));
        return store.create(form);
    }

    DocumentReference letter(
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
                worklist.due(OpenRequests.CODE).toLocalDate(),
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

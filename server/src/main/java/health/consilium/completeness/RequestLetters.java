package health.consilium.completeness;

import health.consilium.access.Compartment;
import health.consilium.completeness.Addressees.Addressee;
import health.consilium.completeness.letter.LetterPdf;
import health.consilium.completeness.letter.ReleaseLetter;
import health.consilium.fhir.FhirStore;
import health.consilium.letter.Words;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.LetterStore;
import health.consilium.workflow.TaskClock;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** The letter that goes with a request: set, kept as a document of the case, not yet signed. */
@Component
class RequestLetters {

    /** As in a consent, see CodeSystem LOINC 64292-6: Release of information consent. */
    private static final Coding RELEASE_LETTER = new Coding("http://loinc.org", "64292-6", null);

    private final FhirStore store;
    private final LetterStore letters;
    private final Addressees addressees;
    private final TaskClock times;
    private final WorkflowSettings workflow;
    private final Clock clock;

    RequestLetters(
            FhirStore store,
            LetterStore letters,
            Addressees addressees,
            TaskClock times,
            WorkflowSettings workflow,
            Clock clock) {
        this.store = store;
        this.letters = letters;
        this.addressees = addressees;
        this.times = times;
        this.workflow = workflow;
        this.clock = clock;
    }

    DocumentReference write(
            CaseFile file, Addressee addressee, List<MissingItem> items, Words words, Optional<String> note) {
        LetterStore.Letter letter = new LetterStore.Letter(
                LetterPdf.of(content(file, addressee, items, words, note), words),
                "application/pdf",
                RELEASE_LETTER,
                words.text("title"),
                words.language(),
                // Not signed yet.
                ReferredDocumentStatus.PRELIMINARY,
                new Reference(file.reference()));
        return letters.keep(file.patient(), letter, List.of(Compartment.ofCase(file.number())));
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
                times.due(OpenRequests.CODE, addressee.owner()).toLocalDate(),
                workflow.coordinationDeskName(),
                items.stream().map(MissingItem::wanted).toList(),
                note);
    }
}

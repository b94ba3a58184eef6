package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** The note that says to its recipients that the opinion is there; not a word of what it says. */
@Component
class DeliveryNotes {

    private static final String TEXTS = "health.consilium.delivery.messages";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";

    private final FhirStore store;
    private final Cases cases;
    private final WorkflowSettings settings;
    private final Clock clock;

    DeliveryNotes(FhirStore store, Cases cases, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws health.consilium.fhir.RefusedException 422 when one is neither the patient nor a proxy of the patient */
    void requireRecipients(CaseFile file, List<String> recipients) {
        String patient = file.patient().getReference();
        List<String> strangers = recipients.stream()
                .filter(recipient -> !recipient.equals(patient) && !isProxy(recipient, patient))
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

    private boolean isProxy(String recipient, String patient) {
        return recipient.startsWith("RelatedPerson/")
                && store.find(RelatedPerson.class, recipient)
                        .filter(person -> patient.equals(person.getPatient().getReference()))
                        .isPresent();
    }

    /** The same note for the same delivery. */
    Communication write(CaseFile file, Composition report, DeliverRequest request) {
        return cases.resources(file.number(), Communication.class).stream()
                .filter(note -> isAbout(note, report) && reaches(note, request.recipients()))
                .findFirst()
                .orElseGet(() -> store.create(note(file, report, request)));
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
        Locale wanted = request.language().orElseGet(() -> preferred(file));
        ResourceBundle texts =
                ResourceBundle.getBundle(TEXTS, wanted, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        Communication note = new Communication();
        note.getMeta()
                .addProfile(FhirPackage.CANONICAL + "/StructureDefinition/message")
                .addSecurity(Compartment.ofCase(file.number()));
        note.setLanguage(
                texts.getLocale().equals(Locale.ROOT) ? "en" : texts.getLocale().toLanguageTag());
        note.setStatus(Communication.CommunicationStatus.COMPLETED);
        note.addCategory(new CodeableConcept(new Coding(CATEGORY, "notification", null)));
        note.setSubject(file.patient().copy());
        note.addPartOf(new Reference(file.rootReference()));
        note.addAbout(new Reference(OpinionRelease.reference(report)));
        request.recipients().forEach(recipient -> note.addRecipient(new Reference(recipient)));
        note.setSender(new Reference(settings.coordinationDeskReference()));
        note.setSent(Date.from(clock.instant()));
        note.addPayload().setContent(new StringType(texts.getString("delivered")));
        return note;
    }

    private Locale preferred(CaseFile file) {
        Optional<Patient> patient =
                store.find(Patient.class, file.patient().getReferenceElement().getIdPart());
        return patient.stream()
                .flatMap(found -> found.getCommunication().stream())
                .sorted((a, b) -> Boolean.compare(b.getPreferred(), a.getPreferred()))
                .map(spoken -> spoken.getLanguage().getCodingFirstRep().getCode())
                .filter(code -> code != null)
                .map(Locale::forLanguageTag)
                .findFirst()
                .orElse(Locale.ENGLISH);
    }
}

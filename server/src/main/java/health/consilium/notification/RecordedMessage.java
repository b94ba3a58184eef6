package health.consilium.notification;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.rules.MailAddress;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** What a mail says, as a Communication that stays on the record of the case. */
@Component
class RecordedMessage {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";

    private final FhirStore store;
    private final MailTexts texts;
    private final WorkflowSettings settings;
    private final Clock clock;

    RecordedMessage(FhirStore store, MailTexts texts, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the patient is to know at once, for who sees the case. */
    void alert(String kind, String detail, CaseFile file, String patient) {
        keep(kind, detail, file.root(), List.of(Compartment.ofCase(file.number())), patient, "alert");
    }

    /**
     * @param task that it is about
     * @param labels who may see it
     * @param category of HL7's communication-category
     */
    void keep(String kind, String detail, Task task, List<Coding> labels, String recipient, String category) {
        String language = store.find(recipient).map(MailAddress::language).orElse("en");
        MailTexts.Sentence sentence = texts.sentence(kind, detail, language);
        Communication message = new Communication();
        message.getMeta().addProfile(FhirPackage.CANONICAL + "/StructureDefinition/message");
        labels.forEach(label -> message.getMeta().addSecurity(label.copy()));
        message.setLanguage(sentence.language());
        message.setStatus(Communication.CommunicationStatus.COMPLETED);
        message.addCategory(new CodeableConcept(new Coding(CATEGORY, category, null)));
        message.setSubject(task.getFor().copy());
        message.addPartOf(new Reference(Focus.reference(task)));
        message.addRecipient(new Reference(recipient));
        message.setSender(new Reference(settings.coordinationDeskReference()));
        message.setSent(Date.from(clock.instant()));
        message.addPayload().setContent(new StringType(sentence.text()));
        store.create(message);
    }
}

package health.consilium.notification;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.notification.rules.MailAddress;
import health.consilium.turnaround.ChaseStepTaken;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells whom it concerns that work is due or late, in the transaction in which the clock says so: a mail for each, and a
 * Communication with the Task that stays on the record of the case.
 */
@Component
class ChaseNews {

    static final String KIND = "chase";

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";

    /** The clock's doing is nobody's: it is told to everybody whom it concerns. */
    private static final Actor CLOCK = new Actor("Device/consilium", null);

    private final Outbox outbox;
    private final FhirStore store;
    private final MailTexts texts;
    private final WorkflowSettings settings;
    private final Bell bell;
    private final Clock clock;

    ChaseNews(Outbox outbox, FhirStore store, MailTexts texts, WorkflowSettings settings, Bell bell, Clock clock) {
        this.outbox = outbox;
        this.store = store;
        this.texts = texts;
        this.settings = settings;
        this.bell = bell;
        this.clock = clock;
    }

    @EventListener
    void on(ChaseStepTaken taken) {
        Optional<Task> task = store.find(Task.class, taken.taskId());
        for (String recipient : taken.recipients()) {
            News news = new News(KIND, taken.step(), taken.caseNumber(), "Task/" + taken.taskId(), recipient);
            if (outbox.putOnce(news, CLOCK, "phase " + taken.phase())) {
                task.ifPresent(late -> store.create(message(taken.step(), late, recipient)));
            }
        }
        bell.ringAfterCommit();
    }

    /** Bears the labels of the Task: who may see the work may see that it was asked after. */
    private Communication message(String step, Task task, String recipient) {
        String language = store.find(recipient).map(MailAddress::language).orElse("en");
        MailTexts.Sentence sentence = texts.sentence(KIND, step, language);
        Communication message = new Communication();
        message.getMeta().addProfile(FhirPackage.CANONICAL + "/StructureDefinition/message");
        labels(task, message);
        message.setLanguage(sentence.language());
        message.setStatus(Communication.CommunicationStatus.COMPLETED);
        String category = step.endsWith("reminder") ? "reminder" : "notification";
        message.addCategory(new CodeableConcept(new Coding(CATEGORY, category, null)));
        message.setSubject(task.getFor().copy());
        message.addPartOf(new Reference(Focus.reference(task)));
        message.addRecipient(new Reference(recipient));
        message.setSender(new Reference(settings.coordinationDeskReference()));
        message.setSent(Date.from(clock.instant()));
        message.addPayload().setContent(new StringType(sentence.text()));
        return message;
    }

    private static void labels(Task task, Resource message) {
        task.getMeta().getSecurity().stream()
                .filter(label -> Compartment.SYSTEM.equals(label.getSystem()))
                .forEach(label -> message.getMeta().addSecurity(label.copy()));
    }
}

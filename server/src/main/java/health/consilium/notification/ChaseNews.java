package health.consilium.notification;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.turnaround.ChaseStepTaken;
import health.consilium.turnaround.ClosuresPublished;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
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

    /** The clock's doing is nobody's: it is told to everybody whom it concerns. */
    static final Actor CLOCK = new Actor("Device/consilium", null);

    private final Outbox outbox;
    private final FhirStore store;
    private final RecordedMessage messages;
    private final Bell bell;

    ChaseNews(Outbox outbox, FhirStore store, RecordedMessage messages, Bell bell) {
        this.outbox = outbox;
        this.store = store;
        this.messages = messages;
        this.bell = bell;
    }

    @EventListener
    void on(ChaseStepTaken taken) {
        Optional<Task> task = store.find(Task.class, taken.taskId());
        for (String recipient : taken.recipients()) {
            News news = new News(KIND, taken.step(), taken.caseNumber(), "Task/" + taken.taskId(), recipient);
            if (outbox.putOnce(news, CLOCK, "phase " + taken.phase())) {
                task.ifPresent(late -> keep(taken.step(), late, recipient));
            }
        }
        bell.ringAfterCommit();
    }

    /** The work that this means for the desk says which days they are; the mail says that there is something to look at. */
    @EventListener
    void on(ClosuresPublished published) {
        outbox.put(
                new News(KIND, "closure", published.caseNumber(), "Task/" + published.taskId(), published.recipient()),
                CLOCK);
        bell.ringAfterCommit();
    }

    /** Bears the labels of the Task: who may see the work may see that it was asked after. */
    private void keep(String step, Task task, String recipient) {
        List<Coding> labels = task.getMeta().getSecurity().stream()
                .filter(label -> Compartment.SYSTEM.equals(label.getSystem()))
                .toList();
        messages.keep(KIND, step, task, labels, recipient, step.endsWith("reminder") ? "reminder" : "notification");
    }
}

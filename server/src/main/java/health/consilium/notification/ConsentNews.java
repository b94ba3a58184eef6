package health.consilium.notification;

import health.consilium.access.Callers;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.Cases;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the patient that the desk has entered a consent in the patient's name, in the transaction in which it is so: who did not
 * give it can withdraw it. Not to which centre, nor what: a mail may be read by anybody.
 */
@Component
class ConsentNews {

    private static final String KIND = "consent";
    private static final String DETAIL = "entered";

    private final Outbox outbox;
    private final Callers callers;
    private final Cases cases;
    private final RecordedMessage messages;
    private final Bell bell;

    ConsentNews(Outbox outbox, Callers callers, Cases cases, RecordedMessage messages, Bell bell) {
        this.outbox = outbox;
        this.callers = callers;
        this.cases = cases;
        this.messages = messages;
        this.bell = bell;
    }

    @EventListener
    void on(CaseEvents.ConsentEntered entered) {
        String reference = "ServiceRequest/" + entered.caseId();
        outbox.put(
                new News(KIND, DETAIL, entered.caseNumber(), reference, entered.patient()),
                new Actor(callers.current().party(), null));
        cases.find(reference).ifPresent(file -> messages.alert(KIND, DETAIL, file, entered.patient()));
        bell.ringAfterCommit();
    }
}

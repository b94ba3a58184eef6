package health.consilium.notification;

import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.emergency.EmergencyDeclared;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.workflow.Cases;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the patient and the privacy officer that somebody declared an emergency to read a case, in the transaction in which it is
 * so. Not the reason: it may be clinical. The patient finds that in the access report, the officer in the list of emergencies.
 */
@Component
class EmergencyNews {

    static final String KIND = "emergency";

    private static final String PATIENT = "patient";
    private static final String OFFICER = "officer";

    private final Outbox outbox;
    private final Callers callers;
    private final Cases cases;
    private final RecordedMessage messages;
    private final Bell bell;

    EmergencyNews(Outbox outbox, Callers callers, Cases cases, RecordedMessage messages, Bell bell) {
        this.outbox = outbox;
        this.callers = callers;
        this.cases = cases;
        this.messages = messages;
        this.bell = bell;
    }

    @EventListener
    void on(EmergencyDeclared declared) {
        tell(declared, PATIENT, declared.patient());
        tell(declared, OFFICER, declared.privacyOfficer());
        cases.find(declared.caseReference())
                .ifPresent(file -> messages.keep(
                        KIND,
                        PATIENT,
                        file.root(),
                        List.of(Compartment.ofCase(declared.caseNumber())),
                        declared.patient(),
                        "alert"));
        bell.ringAfterCommit();
    }

    private void tell(EmergencyDeclared declared, String detail, String addressee) {
        outbox.put(
                new News(KIND, detail, declared.caseNumber(), declared.caseReference(), addressee),
                new Actor(callers.current().party(), null));
    }
}

package health.consilium.notification;

import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.emergency.EmergencyDeclared;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.turnaround.ReviewStepTaken;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the patient and the privacy officer that somebody declared an emergency to read a case, in the transaction in which it is
 * so. Not the reason: it may be clinical. The patient finds that in the access report, the officer in the list of emergencies.
 * An officer who does not review it is reminded, and it is told when that is late.
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
        cases.find(declared.caseReference()).ifPresent(file -> messages.alert(KIND, PATIENT, file, declared.patient()));
        bell.ringAfterCommit();
    }

    /** The desk, which waits for the review, reads it in the case as well. */
    @EventListener
    void on(ReviewStepTaken taken) {
        cases.byNumber(taken.caseNumber())
                .ifPresent(file -> taken.recipients().forEach(recipient -> ask(file, taken, recipient)));
        bell.ringAfterCommit();
    }

    private void ask(CaseFile file, ReviewStepTaken taken, String recipient) {
        String detail = "review-" + taken.step();
        News news = new News(KIND, detail, file.number(), file.reference(), recipient);
        boolean isNews = outbox.putOnce(news, ChaseNews.CLOCK, taken.emergency());
        // Of a case that is erased nothing is written down again.
        if (isNews && recipient.startsWith("Organization/") && !file.isPurged()) {
            List<Coding> labels = List.of(Compartment.ofCase(file.number()));
            messages.keep(KIND, detail, file.root(), labels, recipient, "notification");
        }
    }

    private void tell(EmergencyDeclared declared, String detail, String addressee) {
        outbox.put(
                new News(KIND, detail, declared.caseNumber(), declared.caseReference(), addressee),
                new Actor(callers.current().party(), null));
    }
}

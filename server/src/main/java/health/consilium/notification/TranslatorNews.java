package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.workflow.CaseEvents;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells translators of work in their pool, in the transaction that opens it. Not who translated: a second person verifies, so
 * that the actor of the event is left out as always.
 */
@Component
class TranslatorNews {

    static final String KIND = "translation";

    private static final Map<String, String> WORK = Map.of(
            "translate", "translate",
            "translate-report", "translate",
            "translate-answer", "translate",
            "verify-translation", "verify",
            "verify-report-translation", "verify",
            "verify-answer-translation", "verify");

    private final Outbox outbox;
    private final Callers callers;
    private final Bell bell;

    TranslatorNews(Outbox outbox, Callers callers, Bell bell) {
        this.outbox = outbox;
        this.callers = callers;
        this.bell = bell;
    }

    @EventListener
    void on(CaseEvents.WorkOpened opened) {
        String detail = WORK.get(opened.code());
        if (detail != null) {
            Caller caller = callers.current();
            outbox.put(
                    new News(KIND, detail, opened.caseNumber(), "Task/" + opened.taskId(), null),
                    new Actor(caller.party(), caller.organization().orElse(null)));
            bell.ringAfterCommit();
        }
    }
}

package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.notification.rules.Topic;
import health.consilium.workflow.CaseEvents;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hears what happens to cases, within the transaction that makes it so, and puts it in the outbox: what is rolled back is
 * told to nobody, and what is committed is not lost by a server that dies.
 */
@Component
class CaseNews {

    /** Work by which somebody outside the desk is asked to give something. */
    private static final Set<String> REQUESTS = Set.of("collect-record", "supply-missing", "purge");

    private static final Set<String> REPORTS = Set.of("preliminary-outcome", "report-submitted");
    private static final Set<String> WAITS = Set.of("awaiting-information", "additional-tests");

    private final Outbox outbox;
    private final Callers callers;
    private final Bell bell;

    CaseNews(Outbox outbox, Callers callers, Bell bell) {
        this.outbox = outbox;
        this.callers = callers;
        this.bell = bell;
    }

    @EventListener
    void on(CaseEvents.StageEntered entered) {
        put(new News(
                Topic.CASE_STAGE_CHANGED.code(),
                entered.status(),
                entered.caseNumber(),
                "ServiceRequest/" + entered.caseId(),
                null));
    }

    @EventListener
    void on(CaseEvents.WorkOpened opened) {
        if (REQUESTS.contains(opened.code())) {
            put(Topic.INFORMATION_REQUESTED, opened.code(), opened.caseNumber(), opened.taskId());
        }
    }

    @EventListener
    void on(CaseEvents.ReferralMoved moved) {
        String business = moved.businessStatus();
        if (business.equals("submitted")) {
            put(Topic.REFERRAL_SUBMITTED, business, moved.caseNumber(), moved.taskId());
        } else if (REPORTS.contains(business)) {
            put(Topic.REPORT_SUBMITTED, business, moved.caseNumber(), moved.taskId());
        } else if (WAITS.contains(business)) {
            put(Topic.INFORMATION_REQUESTED, business, moved.caseNumber(), moved.taskId());
        }
    }

    @EventListener
    void on(CaseEvents.PackageWithdrawn withdrawn) {
        put(Topic.PACKAGE_WITHDRAWN, "", withdrawn.caseNumber(), withdrawn.taskId());
    }

    private void put(Topic topic, String detail, String caseNumber, String taskId) {
        put(new News(topic.code(), detail, caseNumber, "Task/" + taskId, null));
    }

    private void put(News news) {
        Caller caller = callers.current();
        outbox.put(news, new Actor(caller.party(), caller.organization().orElse(null)));
        bell.ringAfterCommit();
    }
}

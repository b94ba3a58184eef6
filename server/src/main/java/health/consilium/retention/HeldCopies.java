package health.consilium.retention;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import health.consilium.fhir.FhirStore;
import health.consilium.retention.rules.Scope;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.stereotype.Component;

/**
 * What a legal hold means for the copies that centres hold: while it stands none is to be erased. A consent that ends meanwhile ends
 * at once what the centre may read; to erase its copy it is asked when no hold stands any more, by release or after the last day.
 */
@Component
class HeldCopies {

    static final String TIMER = "held-copy";

    /** Set by a migration, once for each case that was held before this class was there; the instance is its number. */
    static final String EARLIER = "held-earlier";

    private final LegalHolds holds;
    private final CentreCopies copies;
    private final Grounds grounds;
    private final SchedulerClient timers;
    private final Place place;

    /** Where cases are. */
    @Component
    record Place(FhirStore store, CaseLock lock, Cases cases) {}

    HeldCopies(LegalHolds holds, CentreCopies copies, Grounds grounds, SchedulerClient timers, Place place) {
        this.holds = holds;
        this.copies = copies;
        this.grounds = grounds;
        this.timers = timers;
        this.place = place;
    }

    /** Nothing may be read under a consent any more; to be called under the lock of the case. */
    void consentEnded(CaseFile file, Consent consent) {
        String reason = CentreCopies.reason(consent);
        List<LegalHolds.Hold> standing = holds.standing(file.number());
        if (standing.isEmpty()) {
            copies.ask(file, reason);
        } else if (copies.withdraw(file)) {
            grounds.recordHeld(file, Scope.CENTRE_COPY, reason);
            awaitLastDay(file, standing);
        }
        copies.shut(consent);
    }

    /** A hold has come or gone; to be called under the lock of the case. */
    void settle(CaseFile file) {
        List<LegalHolds.Hold> standing = holds.standing(file.number());
        if (standing.isEmpty()) {
            copies.askAgain(file);
        } else {
            copies.takeBack(file);
            awaitLastDay(file, standing);
        }
    }

    /** What the timer finds when it fires decides: the hold may have another last day by then. */
    private void awaitLastDay(CaseFile file, List<LegalHolds.Hold> standing) {
        standing.stream()
                .flatMap(hold -> hold.until().stream())
                .forEach(last -> timers.scheduleIfNotExists(
                        new TaskInstance<Void>(TIMER, file.id() + "/" + last),
                        last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    /** @param timer as it was set */
    void fire(String timer) {
        String caseId = timer.substring(0, timer.indexOf('/'));
        place.cases().find(caseId).ifPresent(this::settleAlone);
    }

    /** Does for a case what the hold did not that was set when no hold kept the copies of centres, and set no timer. */
    void catchUp(String caseNumber) {
        place.cases().byNumber(caseNumber).ifPresent(this::settleAlone);
    }

    private void settleAlone(CaseFile file) {
        place.store().inTransaction(() -> {
            place.lock().hold(file.number());
            settle(file);
            return null;
        });
    }
}

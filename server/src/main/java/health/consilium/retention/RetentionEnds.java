package health.consilium.retention;

import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.retention.EndedCases.Ended;
import health.consilium.retention.rules.Duty;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.List;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds cases whose records need not be kept any longer. To erase them is for a person to decide, unless the operator has decided
 * it for all: the desk gets a Task, each case one.
 */
@Component
class RetentionEnds {

    private static final Logger log = LoggerFactory.getLogger(RetentionEnds.class);
    private static final int AT_ONCE = 200;

    private final EndedCases ended;
    private final Cases cases;
    private final FhirStore store;
    private final CaseLock lock;
    private final Against against;
    private final Then then;

    /** What may stand against an erasure. */
    @Component
    record Against(Duties duties, LegalHolds holds, CentreCopies copies, PurgeRuns runs) {}

    /** What is done about a case that need not be kept. */
    @Component
    record Then(AskedErasures asked, Purges purges, RetentionSettings settings) {}

    RetentionEnds(EndedCases ended, Cases cases, FhirStore store, CaseLock lock, Against against, Then then) {
        this.ended = ended;
        this.cases = cases;
        this.store = store;
        this.lock = lock;
        this.against = against;
        this.then = then;
    }

    /** Cases that ended before their ends were written down: when their Task changed last is the best that is known. */
    void adopt() {
        store.search(FhirQuery.of(Task.class)
                        .whereCode("code", TaskKind.Codes.SYSTEM, TaskKind.Codes.CASE)
                        .where("status", State.ENDS.toArray(String[]::new)))
                .forEach(root -> cases.of(root)
                        .filter(file -> !file.isPurged())
                        .ifPresent(file -> ended.add(
                                new Ended(file.number(), file.id()),
                                root.getLastModified().toInstant())));
    }

    void look() {
        against.duties().latestEnd().ifPresent(latest -> {
            String last = "";
            List<Ended> some;
            do {
                some = ended.notAsked(latest, last, AT_ONCE);
                some.forEach(this::consider);
                last = some.isEmpty() ? last : some.get(some.size() - 1).caseNumber();
            } while (some.size() == AT_ONCE);
        });
    }

    /** Of one that fails the others know nothing; it is looked at again the next day. */
    private void consider(Ended one) {
        try {
            store.inTransaction(() -> {
                lock.hold(one.caseNumber());
                cases.find(one.caseId())
                        .filter(this::isFree)
                        .ifPresent(file -> against.duties().over(file).ifPresent(duty -> act(file, duty)));
                return null;
            });
        } catch (RuntimeException e) {
            log.warn("Whether case {} has to be kept cannot be told", one.caseNumber(), e);
        }
    }

    private boolean isFree(CaseFile file) {
        return !file.isPurged()
                && against.holds().standing(file.number()).isEmpty()
                && against.runs().underWay(file.number()).isEmpty()
                && !against.copies().isRunning(file);
    }

    private void act(CaseFile file, Duty over) {
        if (!ended.ask(file.number())) {
            return;
        }
        switch (then.settings().whenOver()) {
            case ASK -> then.asked().ask(file, over);
            case AUTOMATIC -> then.purges().endOfRetention(file);
        }
    }
}

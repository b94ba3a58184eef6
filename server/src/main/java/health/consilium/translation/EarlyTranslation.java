package health.consilium.translation;

import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Worklist;
import java.util.Set;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Starts translating as soon as the patient has chosen to go on: collecting, reviewing and translating records may overlap,
 * and a record may still come when all others are done.
 */
@Component
class EarlyTranslation {

    private static final Set<String> UNDER_WAY = Set.of(
            "collecting-records",
            "records-review",
            "gaps-requested",
            "translating",
            "matching",
            "awaiting-consent",
            "additional-info");

    private final Cases cases;
    private final CaseLock lock;
    private final TranslationWork work;
    private final Worklist worklist;

    EarlyTranslation(Cases cases, CaseLock lock, TranslationWork work, Worklist worklist) {
        this.cases = cases;
        this.lock = lock;
        this.work = work;
        this.worklist = worklist;
    }

    @ApplicationModuleListener
    void on(CaseEvents.StageEntered entered) {
        if (entered.status().equals("collecting-records")) {
            openNeeded(entered.caseNumber());
        }
    }

    @ApplicationModuleListener
    void on(CaseEvents.RecordArrived arrived) {
        openNeeded(arrived.caseNumber());
    }

    /** Several records of one transaction come here at the same time; the lock lets each see what the other opened. */
    private void openNeeded(String caseNumber) {
        lock.hold(caseNumber);
        cases.byNumber(caseNumber).filter(EarlyTranslation::isUnderWay).ifPresent(file -> work.needed(file)
                .forEach(item -> worklist.open(file, item)));
    }

    private static boolean isUnderWay(CaseFile file) {
        return UNDER_WAY.contains(file.status());
    }
}

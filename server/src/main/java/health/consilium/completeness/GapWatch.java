package health.consilium.completeness;

import health.consilium.completeness.CaseCheck.Held;
import health.consilium.completeness.EvidenceWatch.EvidenceChanged;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import health.consilium.workflow.CentreChoice;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Brings the gaps of a case in step when they are about to be looked at (for the review, and before a centre is chosen), when
 * the centre is chosen, since that may ask differently, and once it has gaps, whenever evidence of this case comes or changes.
 */
@Component
class GapWatch {

    private static final Set<String> LOOKED_AT = Set.of("records-review", "matching");

    private final Cases cases;
    private final CaseCheck check;
    private final Gaps gaps;
    private final Settlement settlement;
    private final CaseLock lock;

    /**
     * Cases that somebody is about to look at anyway, and has not begun with: what changed meanwhile will be seen then. Only
     * saves work; each server has its own.
     */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    GapWatch(Cases cases, CaseCheck check, Gaps gaps, Settlement settlement, CaseLock lock) {
        this.cases = cases;
        this.check = check;
        this.gaps = gaps;
        this.settlement = settlement;
        this.lock = lock;
    }

    /** Twice is no worse than once: the gaps follow from the records. */
    @ApplicationModuleListener
    void on(CaseEvents.StageEntered entered) {
        if (LOOKED_AT.contains(entered.status())) {
            cases.find("ServiceRequest/" + entered.caseId()).ifPresent(this::keep);
        }
    }

    /** What only the centre of before asked is asked no more. */
    @ApplicationModuleListener
    void on(CaseEvents.WorkClosed closed) {
        if (closed.code().equals(CentreChoice.CODE) && closed.status().equals("completed")) {
            cases.find("ServiceRequest/" + closed.caseId())
                    .filter(file -> !file.hasEnded())
                    .ifPresent(this::keep);
        }
    }

    /** A case that was never looked at has no gaps to keep. */
    @ApplicationModuleListener
    void on(EvidenceChanged changed) {
        String number = changed.caseNumber();
        if (!awaited.add(number)) {
            return;
        }
        try {
            lock.hold(number);
        } finally {
            awaited.remove(number);
        }
        // Of a case that has ended nothing is missing any more, whatever is taken out of it.
        cases.byNumber(number)
                .filter(file -> !file.hasEnded())
                .filter(file -> !gaps.of(file).isEmpty())
                .ifPresent(file -> {
                    keep(file);
                    settlement.settle(file, Map.of());
                });
    }

    private void keep(CaseFile file) {
        Held held = check.hold(file);
        if (check.tumourType(held) instanceof Mapped mapped) {
            check.keep(held, check.checklist(held, mapped.type()), Optional.empty());
        }
    }
}

package health.consilium.completeness;

import health.consilium.completeness.CaseCheck.Held;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.workflow.CaseEvents;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.Optional;
import java.util.Set;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Brings the gaps of a case in step when they are about to be looked at: for the review, and before a centre is chosen. */
@Component
class GapWatch {

    private static final Set<String> LOOKED_AT = Set.of("records-review", "matching");

    private final Cases cases;
    private final CaseCheck check;

    GapWatch(Cases cases, CaseCheck check) {
        this.cases = cases;
        this.check = check;
    }

    /** Twice is no worse than once: the gaps follow from the records. */
    @ApplicationModuleListener
    void on(CaseEvents.StageEntered entered) {
        if (LOOKED_AT.contains(entered.status())) {
            cases.find("ServiceRequest/" + entered.caseId()).ifPresent(this::keep);
        }
    }

    private void keep(CaseFile file) {
        Held held = check.hold(file);
        if (check.tumourType(held) instanceof Mapped mapped) {
            check.keep(held, check.checklist(mapped.type()), Optional.empty());
        }
    }
}

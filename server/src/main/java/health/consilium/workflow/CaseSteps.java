package health.consilium.workflow;

import health.consilium.access.Compartment;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What stations tell of a case besides the state of their Tasks. */
@Component
public class CaseSteps {

    private static final String WAITING = "gaps-requested";
    private static final String REVIEW = "records-review";

    private final Cases cases;
    private final CaseProgress progress;
    private final TaskSteps steps;
    private final CaseLock lock;
    private final Withdrawal withdrawal;
    private final Closing closing;
    private final ApplicationEventPublisher events;

    CaseSteps(
            Cases cases,
            CaseProgress progress,
            TaskSteps steps,
            CaseLock lock,
            Withdrawal withdrawal,
            Closing closing,
            ApplicationEventPublisher events) {
        this.cases = cases;
        this.progress = progress;
        this.steps = steps;
        this.lock = lock;
        this.withdrawal = withdrawal;
        this.closing = closing;
        this.events = events;
    }

    /**
     * A record was stored. A case that waits for missing items is reviewed again; the Tasks that ask for them stay with their
     * owners. Nothing happens to a record that belongs to no case.
     */
    public void recordArrived(DocumentReference document) {
        Compartment.caseNumber(document).ifPresent(number -> {
            lock.hold(number);
            Optional<CaseFile> file = cases.byNumber(number);
            String caseId = file.map(CaseFile::id).orElseGet(() -> opening(document));
            events.publishEvent(new CaseEvents.RecordArrived(
                    caseId, number, document.getIdElement().getIdPart(), language(document)));
            file.filter(waiting -> waiting.status().equals(WAITING))
                    .ifPresent(waiting -> progress.moveRoot(waiting, REVIEW));
        });
    }

    /** Whether the table lets the case wait for missing items from where it stands; it may wait already. */
    public boolean mayWaitForGaps(CaseFile file) {
        State waiting = TransitionTable.root(WAITING);
        State now = State.of(file.root());
        return now.equals(waiting) || TransitionTable.check(TaskKind.ROOT, now, waiting) instanceof Verdict.Allowed;
    }

    /**
     * The case waits for what was asked for. The Tasks that ask for it have to be open: a case without any goes on at once.
     *
     * @throws health.consilium.fhir.RefusedException 422 when it cannot wait from where it stands
     */
    public void waitForGaps(CaseFile file) {
        State waiting = TransitionTable.root(WAITING);
        if (!State.of(file.root()).equals(waiting)) {
            steps.move(file.root(), waiting);
        }
    }

    /**
     * Nothing is left of what a case waits for. Where review or translation is still under way it goes back to the review,
     * which leads through both; else a centre can be chosen. Nothing happens to a case that does not wait.
     */
    public void gapsSettled(CaseFile file) {
        if (file.status().equals(WAITING)) {
            boolean underWay = !cases.open(file.number(), "review-records", "translate", "verify-translation")
                    .isEmpty();
            progress.moveRoot(file, underWay ? REVIEW : "matching");
        }
    }

    /**
     * The time in which something had to come is over: a case of which no option was chosen ends as withdrawn, one whose
     * questions could be asked is closed, at once or with the last answer. Nothing happens to a case that has gone on: what came in
     * time came first.
     *
     * @return whether the case has ended
     */
    public boolean lapse(CaseFile file) {
        if (file.status().equals("options-offered")) {
            withdrawal.end(file, "withdrawn");
            return true;
        }
        return closing.closeIfDone(file);
    }

    /** In the transaction that opens a case its Task may come after its records. */
    private static String opening(DocumentReference document) {
        return document.getContext().getRelated().stream()
                .map(Reference::getReferenceElement)
                .filter(id -> "ServiceRequest".equals(id.getResourceType()))
                .map(id -> id.getIdPart())
                .findFirst()
                .orElse("");
    }

    private static String language(DocumentReference document) {
        String language = document.getContentFirstRep().getAttachment().getLanguage();
        return language == null ? "" : language;
    }
}

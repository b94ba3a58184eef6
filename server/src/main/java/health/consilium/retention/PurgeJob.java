package health.consilium.retention;

import health.consilium.access.Compartment;
import health.consilium.access.audit.Certificates;
import health.consilium.fhir.ErasedBytes;
import health.consilium.fhir.Eraser;
import health.consilium.fhir.Eraser.Stored;
import health.consilium.fhir.FhirStore;
import health.consilium.retention.Inventory.Found;
import health.consilium.retention.PurgeRun.Phase;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.CaseSteps;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries an erasure out, phase by phase, each in a transaction that also says that it is done. One that was interrupted goes on
 * with the phase it was in; of two servers one waits and finds that nothing is left to do.
 */
@Component
class PurgeJob {

    private static final Logger log = LoggerFactory.getLogger(PurgeJob.class);
    private static final int AT_ONCE = 100;

    private final PurgeRuns runs;
    private final FhirStore store;
    private final CaseLock lock;
    private final Work work;
    private final Leftovers leftovers;
    private final Ends ends;

    /** What erases. */
    @Component
    record Work(Eraser eraser, ErasedBytes bytes, Separation separation) {}

    /** What tells that it is done. */
    @Component
    record Ends(Inventory inventory, Cases cases, CaseSteps steps, AskedErasures asked, Certificates certificates) {}

    PurgeJob(PurgeRuns runs, FhirStore store, CaseLock lock, Work work, Leftovers leftovers, Ends ends) {
        this.runs = runs;
        this.store = store;
        this.lock = lock;
        this.work = work;
        this.leftovers = leftovers;
        this.ends = ends;
    }

    /** @return false when something else has to end first; it is to be called again */
    boolean run(UUID id) {
        Phase phase = step(id);
        while (phase != Phase.DONE) {
            Phase next = step(id);
            if (next == Phase.EXPUNGED && phase == Phase.EXPUNGED) {
                return false;
            }
            phase = next;
        }
        return true;
    }

    /** Does what comes next, and says in which phase the erasure is now. */
    Phase step(UUID id) {
        return store.inTransaction(() -> {
            runs.find(id).map(PurgeRun::caseNumber).ifPresent(lock::hold);
            Optional<PurgeRun> found = runs.lock(id).filter(run -> run.phase() != Phase.DONE);
            found.ifPresent(this::advance);
            return runs.find(id).map(PurgeRun::phase).orElse(Phase.DONE);
        });
    }

    private void advance(PurgeRun run) {
        PurgePlan plan = run.plan();
        switch (run.phase()) {
            case PLANNED, PLANNED_AGAIN -> {
                work.bytes().shred(plan.contents());
                runs.advance(run.id(), Phase.SHREDDED);
            }
            case SHREDDED -> {
                work.separation().separate(file(run), run);
                runs.advance(run.id(), Phase.CUT);
            }
            case CUT -> delete(run, plan);
            case DELETED -> expunge(run, plan);
            case EXPUNGED -> {
                if (leftovers.clear(run)) {
                    runs.advance(run.id(), Phase.CLEARED);
                }
            }
            case CLEARED -> finish(run);
            case DONE -> throw new IllegalStateException("Nothing comes after the end");
        }
    }

    private CaseFile file(PurgeRun run) {
        return ends.cases().require("ServiceRequest/" + run.caseId());
    }

    private void delete(PurgeRun run, PurgePlan plan) {
        List<Stored> open = present(plan).stream()
                .filter(resource -> !resource.deleted())
                .limit(AT_ONCE)
                .toList();
        work.eraser().delete(open, plan.going());
        if (open.size() < AT_ONCE) {
            runs.advance(run.id(), Phase.DELETED);
        }
    }

    private void expunge(PurgeRun run, PurgePlan plan) {
        List<Stored> present = present(plan);
        List<Long> some = present.stream().limit(AT_ONCE).map(Stored::key).toList();
        work.eraser().expunge(some);
        int left = present.size() - some.size();
        runs.progress(run.id(), run.total() - left);
        if (left == 0) {
            runs.advance(run.id(), Phase.EXPUNGED);
        }
    }

    private List<Stored> present(PurgePlan plan) {
        return plan.going().isEmpty() ? List.of() : work.eraser().find(plan.references(), Compartment.SYSTEM);
    }

    /** What came while it went on is erased as well; then it is certified that nothing is left. */
    private void finish(PurgeRun run) {
        PurgePlan plan = run.plan();
        work.eraser().forgetSearches(plan.going());
        Eraser.Remains remains = work.eraser().remains(plan.keys());
        List<String> bytes = work.bytes().remove(plan.contents());
        if (!remains.none() || !bytes.isEmpty()) {
            throw new IllegalStateException(
                    "Of what was erased " + remains + " and the bytes of " + bytes.size() + " documents are left");
        }
        CaseFile file = file(run);
        Found more = ends.inventory().of(file, run.scope());
        if (!more.isEmpty()) {
            runs.replan(run.id(), more.plan(), run.statement().and(more.statement()));
            return;
        }
        ends.certificates().certify(statement(run));
        ends.asked().done(file);
        ends.steps().purged(file);
        leftovers.clearAgain(run);
        runs.finish(run.id());
        log.info(
                "Case {} is purged ({}): certificate {}",
                run.caseNumber(),
                run.scope().code(),
                run.id());
    }

    private static Certificates.Statement statement(PurgeRun run) {
        return new Certificates.Statement(
                run.id(),
                run.caseNumber(),
                Numbers.CASE_SYSTEM,
                run.caseNumber(),
                run.scope().code(),
                run.reason(),
                run.statement().counts(),
                run.statement().hashes(),
                "asked for by " + run.askedBy());
    }
}

package health.consilium.retention;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.retention.Inventory.Found;
import health.consilium.retention.PurgeRun.Phase;
import health.consilium.retention.rules.Reason;
import health.consilium.retention.rules.Scope;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/** Takes in that something is to be erased. What is asked twice is done once. */
@Component
class Purges {

    private final Callers callers;
    private final Cases cases;
    private final Storage storage;
    private final Grounds grounds;
    private final Plans plans;
    private final Attestations attestations;

    /** Where it happens. */
    @Component
    record Storage(FhirStore store, CaseLock lock, CaseAccess access) {}

    /** What is to be done, and by whom. */
    @Component
    record Plans(Inventory inventory, PurgeRuns runs, SchedulerClient timers, CentreCopies copies, Clock clock) {}

    Purges(Callers callers, Cases cases, Storage storage, Grounds grounds, Plans plans, Attestations attestations) {
        this.callers = callers;
        this.cases = cases;
        this.storage = storage;
        this.grounds = grounds;
        this.plans = plans;
        this.attestations = attestations;
    }

    PurgeAnswer purge(String caseId, PurgeRequest request) {
        callers.require(Role.COORDINATOR);
        storage.access().require(ServiceRequest.class, caseId);
        CaseFile file = cases.require("ServiceRequest/" + caseId);
        return known(file, request)
                .orElseGet(() -> request.scope() == Scope.CENTRE_COPY ? copies(file, request) : begin(file, request));
    }

    /** Nobody asks: the operator has the server erase what need not be kept. */
    void endOfRetention(CaseFile file) {
        begin(file, new PurgeRequest(Scope.CASE, Reason.RETENTION_ENDED, false, Optional.empty()));
    }

    /** What is under way, or was done so that nothing is left. */
    private Optional<PurgeAnswer> known(CaseFile file, PurgeRequest request) {
        if (request.scope() == Scope.CENTRE_COPY || request.dryRun()) {
            return Optional.empty();
        }
        Optional<PurgeRun> underWay = plans.runs().underWay(file.number());
        underWay.filter(run -> run.scope() != request.scope()).ifPresent(other -> {
            throw Refusal.conflict(
                            "not-ready",
                            "An erasure with scope " + other.scope().code()
                                    + " is under way; ask again when it is done.")
                    .asException();
        });
        return underWay.or(
                        () -> plans.runs().last(file.number(), request.scope()).filter(done -> plans.inventory()
                                .of(file, request.scope())
                                .isEmpty()))
                .map(PurgeAnswer::of);
    }

    private PurgeAnswer begin(CaseFile file, PurgeRequest request) {
        if (request.dryRun()) {
            grounds.check(file, request);
            return PurgeAnswer.dry(request, storage.store().reading(() -> plans.inventory()
                    .of(file, request.scope())
                    .statement()));
        }
        return unlessHeld(file, request, current -> start(current, request));
    }

    /** Either is empty. */
    private record Begun(Optional<PurgeAnswer> answer, Optional<Refusal> refusal) {}

    /**
     * Looks whether something stands against it when nothing can come any more: under the lock that a legal hold takes, too. What
     * was read of the case before may be old.
     */
    private PurgeAnswer unlessHeld(CaseFile file, PurgeRequest request, Function<CaseFile, PurgeAnswer> work) {
        Begun begun = storage.store().inTransaction(() -> {
            storage.lock().hold(file.number());
            CaseFile current = cases.require(file.reference());
            Optional<PurgeAnswer> known = known(current, request);
            Optional<Refusal> refusal = known.isPresent() ? Optional.empty() : grounds.standing(current, request);
            return new Begun(
                    refusal.isPresent() ? known : Optional.of(known.orElseGet(() -> work.apply(current))), refusal);
        });
        begun.refusal().ifPresent(refusal -> grounds.refuse(file, request, refusal));
        return begun.answer().orElseThrow();
    }

    /** Centres are asked first: of what is erased here nobody can say any more what they have. */
    private PurgeAnswer start(CaseFile file, PurgeRequest request) {
        Instant now = plans.clock().instant();
        plans.copies().ask(file, request.reason().code());
        Found found = plans.inventory().of(file, request.scope());
        PurgeRun run = new PurgeRun(
                UUID.randomUUID(),
                file.id(),
                file.number(),
                request.scope(),
                request.reason().code(),
                callers.current().party(),
                now,
                Phase.PLANNED,
                found.plan(),
                found.statement(),
                0,
                found.plan().going().size());
        plans.runs().insert(run);
        plans.timers()
                .scheduleIfNotExists(
                        new TaskInstance<Void>(
                                RetentionConfiguration.PURGE, run.id().toString()),
                        plans.clock().instant());
        return PurgeAnswer.of(run);
    }

    private PurgeAnswer copies(CaseFile file, PurgeRequest request) {
        if (request.dryRun()) {
            grounds.check(file, request);
            return PurgeAnswer.of(request, plans.copies().of(file));
        }
        return unlessHeld(file, request, current -> {
            plans.copies().ask(current, request.reason().code());
            request.attestation().ifPresent(statement -> attestations.take(current, statement));
            return PurgeAnswer.of(request, plans.copies().of(current));
        });
    }
}

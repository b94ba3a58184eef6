package health.consilium.workflow;

import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.Mirror;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What follows, in the same transaction, when a Task has moved: the case enters the next business status when the work of
 * the present one is done, and the work of the next one opens.
 */
@Component
class CaseProgress {

    private static final String ASSESS = "assess-case";

    private final Cases cases;
    private final FhirStore store;
    private final Stages stages;
    private final TaskSteps steps;
    private final Closure closure;
    private final ApplicationEventPublisher events;

    CaseProgress(
            Cases cases,
            FhirStore store,
            Stages stages,
            TaskSteps steps,
            Closure closure,
            ApplicationEventPublisher events) {
        this.cases = cases;
        this.store = store;
        this.stages = stages;
        this.steps = steps;
        this.closure = closure;
        this.events = events;
    }

    /** A new case: the work of its first status opens. */
    void opened(CaseFile file) {
        enter(file);
    }

    /** The root moved: the request follows, and the work of the new status opens. */
    void rootMoved(CaseFile file) {
        deriveRequest(file.request(), file.root());
        if (Cases.isClosed(file.root())) {
            closure.ended(file);
        }
        enter(file);
    }

    private void enter(CaseFile file) {
        events.publishEvent(new CaseEvents.StageEntered(file.id(), file.number(), file.status()));
        stages.open(file);
        if (!stages.waitsForDemand(file)) {
            leaveIfDone(file);
        }
    }

    /** A work Task moved. */
    void workMoved(CaseFile file, Task task) {
        String code = TaskKind.Codes.of(task);
        CaseFile current = code.equals(ASSESS) ? assess(file, task) : file;
        if (!Cases.isClosed(task)) {
            return;
        }
        events.publishEvent(new CaseEvents.WorkClosed(
                current.id(),
                current.number(),
                task.getIdElement().getIdPart(),
                code,
                task.getStatus().toCode()));
        stages.ended(current, task);
        leaveIfDone(cases.find(current.reference()).orElse(current));
    }

    /** To take the assessment is to take the case; to reject it is to find the case unsuitable. */
    private CaseFile assess(CaseFile file, Task task) {
        CaseFile taken = file.status().equals("enquiry-submitted") && task.getStatus() != Task.TaskStatus.CANCELLED
                ? moveRoot(file, "assessing")
                : file;
        return task.getStatus() == Task.TaskStatus.REJECTED ? moveRoot(taken, "not-suitable") : taken;
    }

    private void leaveIfDone(CaseFile file) {
        stages.next(file).ifPresent(next -> moveRoot(file, next));
    }

    /** Moves the root, where the table allows it; elsewhere the case has gone another way and stays there. */
    CaseFile moveRoot(CaseFile file, String business) {
        State from = State.of(file.root());
        State to = TransitionTable.root(business);
        if (from.equals(to)
                || TransitionTable.check(TaskKind.ROOT, from, to) instanceof Verdict.Refused
                || closure.waits(file, business)) {
            return file;
        }
        Task moved = steps.move(file.root(), to);
        return cases.find(file.reference()).orElse(new CaseFile(file.request(), moved));
    }

    /** A centre's Task moved: its request and the case follow. */
    void referralMoved(CaseFile file, Task referral) {
        store.find(
                        ServiceRequest.class,
                        referral.getFocus().getReferenceElement().getIdPart())
                .ifPresent(request -> deriveRequest(request, referral));
        State state = State.of(referral);
        events.publishEvent(new CaseEvents.ReferralMoved(
                file.id(), file.number(), referral.getIdElement().getIdPart(), state.status(), state.business()));
        Mirror.rootOf(state).ifPresent(business -> {
            // A referral accepted and reviewed within one step passes through under-review.
            CaseFile current = business.equals("report-received") || business.equals("additional-info")
                    ? moveRoot(file, "under-review")
                    : file;
            moveRoot(current, business);
        });
    }

    private void deriveRequest(ServiceRequest request, Task task) {
        ServiceRequest.ServiceRequestStatus derived = Mirror.requestOf(State.of(task));
        if (request.getStatus() != derived) {
            ServiceRequest changed = request.copy();
            changed.setStatus(derived);
            store.update(changed);
        }
    }

    /** Ends all that is open below the root. */
    void cancelWork(CaseFile file) {
        cancelWork(file, task -> true);
    }

    /** Ends of all that is open below the root what is to end. */
    void cancelWork(CaseFile file, Predicate<Task> ending) {
        for (Task task : cases.open(file.number()).stream().filter(ending).toList()) {
            switch (TaskKind.of(task)) {
                case WORK -> steps.cancel(task);
                case REFERRAL -> cancel(task);
                case ROOT -> {
                    // The root is what ends them.
                }
            }
        }
    }

    /** Takes a referral back, where the table allows it. */
    void cancel(Task referral) {
        State cancelled = new State("cancelled", "cancelled");
        if (TransitionTable.check(TaskKind.REFERRAL, State.of(referral), cancelled) instanceof Verdict.Allowed) {
            steps.move(referral, cancelled);
        }
    }
}

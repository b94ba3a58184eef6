package health.consilium.workflow;

import health.consilium.fhir.FhirStore;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Stores Tasks whose time begins to run, and tells of them. */
@Component
class Openings {

    private final FhirStore store;
    private final TaskClock clock;
    private final ApplicationEventPublisher events;

    Openings(FhirStore store, TaskClock clock, ApplicationEventPublisher events) {
        this.store = store;
        this.clock = clock;
        this.events = events;
    }

    /** Stores new work. */
    Task open(CaseFile file, Task task) {
        return told(file, begun(file, task, store::create));
    }

    /** The same of work that was kept as a draft. */
    Task release(CaseFile file, Task draft) {
        return told(file, begun(file, draft, store::update));
    }

    /** Stores a referral that its centre is given. */
    Task handOver(CaseFile file, Task referral) {
        Task stored = begun(file, referral, store::create);
        State state = State.of(stored);
        events.publishEvent(new CaseEvents.ReferralMoved(
                file.id(), file.number(), stored.getIdElement().getIdPart(), state.status(), state.business()));
        return stored;
    }

    private Task begun(CaseFile file, Task task, UnaryOperator<Task> storing) {
        Consumer<Task> opening = clock.opening(file, task);
        Task stored = storing.apply(task);
        opening.accept(stored);
        return stored;
    }

    private Task told(CaseFile file, Task task) {
        events.publishEvent(new CaseEvents.WorkOpened(
                file.id(), file.number(), task.getIdElement().getIdPart(), TaskKind.Codes.of(task)));
        return task;
    }
}

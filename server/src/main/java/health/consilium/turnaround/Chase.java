package health.consilium.turnaround;

import health.consilium.fhir.FhirStore;
import health.consilium.turnaround.rules.BusinessTime;
import health.consilium.turnaround.rules.Ladders;
import health.consilium.turnaround.rules.Ladders.Step;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CaseLock;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * What happens when a timer of a clock fires: the steps of the ladder that are due are taken. A step, what it does and the
 * next timer are one transaction: a server that dies in it leaves nothing of it and the timer fires again; one that dies after
 * it leaves a timer whose number is no longer the last one.
 */
@Component
class Chase {

    private final FhirStore store;
    private final ClockTable table;
    private final Ladders ladders;
    private final ChaseTimers timers;
    private final ChaseEffects effects;
    private final Cases cases;
    private final CaseLock lock;
    private final Clock clock;

    Chase(
            FhirStore store,
            ClockTable table,
            Ladders ladders,
            ChaseTimers timers,
            ChaseEffects effects,
            Cases cases,
            CaseLock lock,
            Clock clock) {
        this.store = store;
        this.table = table;
        this.ladders = ladders;
        this.timers = timers;
        this.effects = effects;
        this.cases = cases;
        this.lock = lock;
        this.clock = clock;
    }

    /** @param timer Task, phase and number of the timer, as {@link ChaseTimers} sets it */
    void fire(String timer) {
        String[] parts = timer.split("/");
        int phase = Integer.parseInt(parts[1]);
        int number = Integer.parseInt(parts[2]);
        store.inTransaction(() -> {
            // The case before the clock, in the order in which a caller who moves the Task locks them.
            table.caseOf(parts[0]).ifPresent(lock::hold);
            table.open(parts[0])
                    .filter(row -> row.phase() == phase && row.armed() == number)
                    .ifPresent(this::run);
            return null;
        });
    }

    private void run(ClockRow row) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        BusinessTime time = row.businessTime();
        boolean late = row.time().due(time).filter(due -> !due.isAfter(now)).isPresent();
        ClockRow told = late ? row.breached(row.dueAt()) : row;
        List<Step> steps = Ladders.inOrder(
                        ladders.byId(row.what().ladder()), row.time().budget())
                .stream()
                .filter(step -> row.time()
                        .at(step.at(row.time().budget()).orElseThrow(), time)
                        .filter(at -> !at.isAfter(now))
                        .isPresent())
                .filter(step -> table.take(row, step.code(), now))
                .toList();
        // The next timer first: what a step does may end the clock, and with it the timer.
        ClockRow armed = timers.arm(told);
        table.update(armed);
        if (row.what().isReview()) {
            steps.forEach(step -> effects.askForReview(armed, step));
            return;
        }
        Task task = store.find(Task.class, row.what().taskId()).orElseThrow();
        if (late || !steps.isEmpty()) {
            task = effects.show(task, armed, steps);
        }
        for (Step step : steps) {
            // Read again for each: the Task may be the case's own, and has a new version now.
            CaseFile file = cases.byNumber(row.what().caseNumber()).orElseThrow();
            effects.carryOut(file, task, armed, step);
        }
    }
}

package health.consilium.turnaround;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.WorkflowSettings;
import java.time.Instant;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.stereotype.Component;

/**
 * A case on hold waits for somebody outside the coordination desk and the centre. The clocks of the desk's own open work on it
 * stand still meanwhile; those of whoever is waited for run.
 */
@Component
class WaitingCases {

    /** To call who is late is what the desk does while it waits. */
    private static final String CHASE = "chase";

    private final ClockTable table;
    private final ClockStarts starts;
    private final ChaseTimers timers;
    private final FhirStore store;
    private final WorkflowSettings settings;

    WaitingCases(ClockTable table, ClockStarts starts, ChaseTimers timers, FhirStore store, WorkflowSettings settings) {
        this.table = table;
        this.starts = starts;
        this.timers = timers;
        this.store = store;
        this.settings = settings;
    }

    void follow(Task before, Task root, Instant now) {
        boolean waited = before.getStatus() == TaskStatus.ONHOLD;
        boolean waits = root.getStatus() == TaskStatus.ONHOLD;
        if (waited == waits) {
            return;
        }
        Compartment.caseNumber(root)
                .ifPresent(number -> table.open(number, settings.coordinationDeskReference()).stream()
                        .filter(row -> !row.what().code().equals(CHASE))
                        .forEach(row -> {
                            if (waits) {
                                stop(row, now);
                            } else {
                                resume(row, now);
                            }
                        }));
    }

    private void stop(ClockRow row, Instant now) {
        if (row.time().runningSince().isPresent()) {
            table.update(timers.arm(row.with(row.time().stopped(now, row.businessTime()), row.dueAt())));
        }
    }

    /** Unless the Task is on hold itself. */
    private void resume(ClockRow row, Instant now) {
        store.find(Task.class, row.what().taskId())
                .filter(task -> task.getStatus() != TaskStatus.ONHOLD)
                .filter(task -> row.time().pausedSince().isPresent())
                .ifPresent(task -> {
                    ClockRow running = timers.arm(starts.resumed(row, task, now));
                    table.update(running);
                    Task shown = task.copy();
                    starts.write(shown, running);
                    store.update(shown);
                });
    }
}

package health.consilium.turnaround;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import health.consilium.turnaround.rules.BusinessTime;
import health.consilium.turnaround.rules.Ladders;
import health.consilium.turnaround.rules.Ladders.Ladder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Sets the timer of a clock: one for its next moment, which is the next step of the ladder or the due date. Each is set under a
 * number of its own, so that one that is being run can be neither replaced nor removed, but does nothing when a later one was
 * set.
 */
@Component
class ChaseTimers {

    static final String NAME = "chase";

    private final SchedulerClient timers;
    private final ClockTable table;
    private final Ladders ladders;

    ChaseTimers(SchedulerClient timers, ClockTable table, Ladders ladders) {
        this.timers = timers;
        this.table = table;
        this.ladders = ladders;
    }

    /** A clock begins to run. */
    void start(ClockRow row) {
        table.insert(row);
        table.update(arm(row));
    }

    /** One that should have begun to run before: when it is late already, nobody is told any more that it will be due. */
    void startLate(ClockRow row, Instant now) {
        long budget = row.time().budget();
        if (!row.dueAt().isAfter(now)) {
            ladders.byId(row.what().ladder()).steps().stream()
                    .filter(step -> step.at(budget).filter(at -> at < budget).isPresent())
                    .forEach(step -> table.take(row, step.code(), now));
        }
        start(row);
    }

    /** A clock is over; with what it says at its end it is kept, for the figures. */
    ClockRow end(ClockRow row, Instant now, String outcome) {
        boolean late = row.time().runningSince().isPresent() && now.isAfter(row.dueAt());
        ClockRow ended = row.with(row.time().ended(now, row.businessTime()), row.dueAt());
        ClockRow told = late ? ended.breached(row.dueAt()) : ended;
        disarm(row);
        table.end(told, now, outcome);
        return told;
    }

    /** Sets the next timer in place of the last one; the clock with the number of the timer is returned, to be stored. */
    ClockRow arm(ClockRow row) {
        disarm(row);
        ClockRow armed = row.armedAgain();
        next(armed).ifPresent(when -> timers.scheduleIfNotExists(new TaskInstance<Void>(NAME, id(armed)), when));
        return armed;
    }

    /** The timer of a clock that has changed is of no use any more. */
    void disarm(ClockRow row) {
        try {
            timers.cancel(TaskInstanceId.of(NAME, id(row)));
        } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException ran) {
            // What runs now finds that its number is not the last one.
        }
    }

    private Optional<Instant> next(ClockRow row) {
        BusinessTime time = row.businessTime();
        Ladder ladder = ladders.byId(row.what().ladder());
        List<String> taken = table.taken(row);
        Stream<Instant> steps = Ladders.inOrder(ladder, row.time().budget()).stream()
                .filter(step -> !taken.contains(step.code()))
                .flatMap(step -> row.time().at(step.at(row.time().budget()).orElseThrow(), time).stream());
        Stream<Instant> due = row.breachedAt().isPresent() ? Stream.empty() : row.time().due(time).stream();
        return Stream.concat(steps, due).min(Comparator.naturalOrder());
    }

    private static String id(ClockRow row) {
        return row.what().taskId() + "/" + row.phase() + "/" + row.armed();
    }
}

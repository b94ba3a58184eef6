package health.consilium.turnaround;

import health.consilium.access.Compartment;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskClock;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Starts, stops and ends the clocks of Tasks as the workflow moves them. */
@Component
class Clocks implements TaskClock {

    private static final String HELD = "on-hold";

    private final ClockTable table;
    private final ClockStarts starts;
    private final ChaseTimers timers;
    private final Places places;
    private final WaitingCases waiting;
    private final Clock clock;

    Clocks(ClockTable table, ClockStarts starts, ChaseTimers timers, Places places, WaitingCases waiting, Clock clock) {
        this.table = table;
        this.starts = starts;
        this.timers = timers;
        this.places = places;
        this.waiting = waiting;
        this.clock = clock;
    }

    @Override
    public Consumer<Task> opening(CaseFile file, Task task) {
        Optional<ClockRow> opening = starts.of(task, file.number(), now());
        opening.ifPresent(row -> starts.write(task, row));
        return stored -> opening.map(row -> row.ofTask(stored.getIdElement().getIdPart()))
                .ifPresent(timers::start);
    }

    @Override
    public void moving(Task before, Task after) {
        State from = State.of(before);
        State to = State.of(after);
        boolean moved = !from.equals(to);
        boolean handedOver = !before.getOwner().equalsDeep(after.getOwner());
        if (!moved && !handedOver) {
            return;
        }
        Optional<ClockRow> open = table.open(after.getIdElement().getIdPart());
        if (moved && startsAnew(after, from, to)) {
            open.ifPresent(row -> timers.end(row, now(), to.status()));
            Compartment.caseNumber(after)
                    .flatMap(number -> starts.of(after, number, now()))
                    .ifPresent(row -> {
                        starts.write(after, row);
                        timers.start(row);
                    });
        } else if (moved && to.isEnd()) {
            open.ifPresent(row -> show(after, timers.end(row, now(), to.status())));
        } else {
            open.ifPresent(row -> change(after, row, from, to, handedOver));
        }
    }

    @Override
    public void moved(Task before, Task after) {
        if (TaskKind.of(after) == TaskKind.ROOT) {
            waiting.follow(before, after, now());
        }
    }

    /** A centre's opinion has a time of its own once it has accepted, and again when it amends; the case in some statuses. */
    private static boolean startsAnew(Task task, State from, State to) {
        return switch (TaskKind.of(task)) {
            case ROOT -> !from.business().equals(to.business());
            case REFERRAL -> to.business().equals("review-accepted") || from.isEnd();
            case WORK -> false;
        };
    }

    private void change(Task task, ClockRow row, State from, State to, boolean handedOver) {
        ClockRow changed = row;
        if (handedOver) {
            changed = handedOver(changed, task);
        }
        if (to.status().equals(HELD) && !from.status().equals(HELD)) {
            changed = changed.with(changed.time().stopped(now(), changed.businessTime()), changed.dueAt());
        } else if (from.status().equals(HELD) && !to.status().equals(HELD)) {
            changed = starts.resumed(changed, task, now());
        }
        if (changed != row) {
            ClockRow armed = timers.arm(changed);
            table.update(armed);
            show(task, armed);
        }
    }

    /** What was used by the calendar of one owner stays used; what is left runs by that of the other. */
    private ClockRow handedOver(ClockRow row, Task task) {
        boolean runs = row.time().runningSince().isPresent();
        Instant now = now();
        String owner = task.getOwner().hasReference() ? task.getOwner().getReference() : "";
        ClockRow theirs = row.with(row.time().stopped(now, row.businessTime()), row.dueAt())
                .ownedBy(owner, places.reckoning(task.getOwner(), row.by().business(), now));
        return runs ? starts.resumed(theirs, task, now) : theirs;
    }

    private void show(Task task, ClockRow row) {
        starts.write(task, row);
        row.breachedAt().ifPresent(when -> SlaExtension.tagOverdue(task));
    }

    @Override
    public boolean isOver(Task task) {
        return table.open(task.getIdElement().getIdPart())
                .filter(row -> row.breachedAt().isPresent())
                .isPresent();
    }

    @Override
    public ZonedDateTime due(String code, Reference owner) {
        return starts.due(code, owner, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}

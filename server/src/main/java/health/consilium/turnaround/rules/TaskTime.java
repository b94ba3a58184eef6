package health.consilium.turnaround.rules;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a clock has run. It runs in the time of a calendar; while it stands still nothing is used up.
 *
 * @param budget seconds allowed
 * @param used seconds used until it last stopped or changed hands
 * @param paused seconds for which it has stood still so far
 * @param runningSince empty while it stands still
 * @param pausedSince empty while it runs
 */
public record TaskTime(
        long budget, long used, long paused, Optional<Instant> runningSince, Optional<Instant> pausedSince) {

    public static TaskTime started(long budget, Instant now) {
        return new TaskTime(budget, 0, 0, Optional.of(now), Optional.empty());
    }

    /** When this much of the clock will have run; empty while it stands still. */
    public Optional<Instant> at(long seconds, BusinessTime time) {
        return runningSince.map(since -> time.plus(since, seconds - used));
    }

    /** When the budget is used up; empty while the clock stands still. */
    public Optional<Instant> due(BusinessTime time) {
        return at(budget, time).map(time::shown);
    }

    public long usedBy(Instant now, BusinessTime time) {
        return used + runningSince.map(since -> time.between(since, now)).orElse(0L);
    }

    public TaskTime stopped(Instant now, BusinessTime time) {
        return runningSince.isEmpty()
                ? this
                : new TaskTime(budget, usedBy(now, time), paused, Optional.empty(), Optional.of(now));
    }

    /** What was left is left, and the due date moves by the pause. */
    public TaskTime resumed(Instant now, BusinessTime time) {
        return runningSince.isPresent() ? this : ended(now, time).running(now);
    }

    /** Stopped for good: a pause that lasted until now counts as one. */
    public TaskTime ended(Instant now, BusinessTime time) {
        TaskTime still = stopped(now, time);
        long pause = still.pausedSince.map(since -> time.between(since, now)).orElse(0L);
        return new TaskTime(budget, still.used, paused + pause, Optional.empty(), Optional.empty());
    }

    private TaskTime running(Instant now) {
        return new TaskTime(budget, used, paused, Optional.of(now), Optional.empty());
    }
}

package health.consilium.turnaround;

import health.consilium.turnaround.rules.BusinessTime;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.TaskTime;
import health.consilium.turnaround.rules.WorkCalendar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A clock of a Task, as it is kept.
 *
 * @param phase counts the clocks of the Task
 * @param what which Task it is
 * @param by the calendar by which it runs
 * @param time how far it has run
 * @param startedAt when it was started
 * @param dueAt when it was due before it stopped, or is
 * @param armed number of the timer that was set last
 */
record ClockRow(
        int phase,
        What what,
        Reckoning by,
        TaskTime time,
        Instant startedAt,
        Instant dueAt,
        Optional<Instant> breachedAt,
        int armed) {

    /**
     * @param stage id of the pathway's stage
     * @param ladder id of the chase ladder
     * @param owner reference; empty while nobody has the Task
     */
    record What(String taskId, String caseNumber, String code, String stage, String ladder, String owner) {

        /** In the place of a Task there is a declared emergency, and in that of its code this. */
        static final String REVIEW = "review-emergency";

        boolean isReview() {
            return code.equals(REVIEW);
        }
    }

    WorkCalendar calendar() {
        return by.calendar();
    }

    BusinessTime businessTime() {
        return by.businessTime();
    }

    /** The closures that lie between start and due date. */
    Closures skipped() {
        ZoneId zone = by.place().zoneOrUsual();
        return by.closures()
                .between(
                        startedAt.atZone(zone).toLocalDate(), dueAt.atZone(zone).toLocalDate());
    }

    ClockRow with(TaskTime changed, Instant due) {
        return new ClockRow(phase, what, by, changed, startedAt, due, breachedAt, armed);
    }

    ClockRow reckonedBy(Reckoning anew) {
        return new ClockRow(phase, what, anew, time, startedAt, dueAt, breachedAt, armed);
    }

    /** The same for a Task that had no id yet. */
    ClockRow ofTask(String id) {
        What stored = new What(id, what.caseNumber(), what.code(), what.stage(), what.ladder(), what.owner());
        return new ClockRow(phase, stored, by, time, startedAt, dueAt, breachedAt, armed);
    }

    ClockRow ownedBy(String owner, Reckoning theirs) {
        What taken = new What(what.taskId(), what.caseNumber(), what.code(), what.stage(), what.ladder(), owner);
        return new ClockRow(phase, taken, theirs, time, startedAt, dueAt, breachedAt, armed);
    }

    ClockRow breached(Instant when) {
        return new ClockRow(phase, what, by, time, startedAt, dueAt, breachedAt.or(() -> Optional.of(when)), armed);
    }

    ClockRow armedAgain() {
        return new ClockRow(phase, what, by, time, startedAt, dueAt, breachedAt, armed + 1);
    }
}

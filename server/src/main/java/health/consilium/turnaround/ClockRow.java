package health.consilium.turnaround;

import health.consilium.turnaround.rules.BusinessTime;
import health.consilium.turnaround.rules.Calendars;
import health.consilium.turnaround.rules.Place;
import health.consilium.turnaround.rules.TaskTime;
import health.consilium.turnaround.rules.WorkCalendar;
import java.time.Instant;
import java.util.Optional;

/**
 * A clock of a Task, as it is kept.
 *
 * @param phase counts the clocks of the Task
 * @param what which Task it is
 * @param place where its owner is
 * @param business whether the time allowed is in business days
 * @param time how far it has run
 * @param startedAt when it was started
 * @param dueAt when it was due before it stopped, or is
 * @param armed number of the timer that was set last
 */
record ClockRow(
        int phase,
        What what,
        Place place,
        boolean business,
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
        return business ? Calendars.of(place) : WorkCalendar.everyDay(place.zoneOrUsual());
    }

    BusinessTime businessTime() {
        return new BusinessTime(calendar());
    }

    ClockRow with(TaskTime changed, Instant due) {
        return new ClockRow(phase, what, place, business, changed, startedAt, due, breachedAt, armed);
    }

    ClockRow ownedBy(String owner, Place where) {
        What taken = new What(what.taskId(), what.caseNumber(), what.code(), what.stage(), what.ladder(), owner);
        return new ClockRow(phase, taken, where, business, time, startedAt, dueAt, breachedAt, armed);
    }

    ClockRow breached(Instant when) {
        return new ClockRow(
                phase, what, place, business, time, startedAt, dueAt, breachedAt.or(() -> Optional.of(when)), armed);
    }

    ClockRow armedAgain() {
        return new ClockRow(phase, what, place, business, time, startedAt, dueAt, breachedAt, armed + 1);
    }
}

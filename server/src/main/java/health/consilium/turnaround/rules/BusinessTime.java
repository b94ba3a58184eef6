package health.consilium.turnaround.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * Arithmetic in the time that a calendar counts. It runs with the wall clock through business days and stands still through
 * all else, so that work of one business day that begins on a Wednesday at three is due on Thursday at three, and what begins
 * on a Sunday is due at the end of Monday. The hour that a change to winter time repeats counts once; the one that a change to
 * summer time leaves out counts as passed.
 */
public final class BusinessTime {

    public static final long DAY = 86_400;

    /** Far beyond every budget; reached only by a calendar without business days. */
    private static final int MOST_DAYS = 40_000;

    private final WorkCalendar calendar;

    public BusinessTime(WorkCalendar calendar) {
        this.calendar = calendar;
    }

    /** The instant at which this much business time has passed since {@code start}; less than nothing counts back. */
    public Instant plus(Instant start, long seconds) {
        return seconds < 0 ? back(start, -seconds) : forth(start, seconds);
    }

    private Instant forth(Instant start, long seconds) {
        LocalDateTime at = wall(start);
        LocalDate day = at.toLocalDate();
        long from = at.toLocalTime().toSecondOfDay();
        long left = seconds;
        if (left == 0) {
            return start.truncatedTo(ChronoUnit.SECONDS);
        }
        for (int days = 0; days < MOST_DAYS; days++) {
            long available = Math.max(0, calendar.secondsOf(day) - from);
            if (left <= available) {
                return instant(day, from + left);
            }
            left -= available;
            day = day.plusDays(1);
            from = 0;
        }
        throw new IllegalStateException("The calendar " + calendar.id() + " has no business days");
    }

    private Instant back(Instant end, long seconds) {
        LocalDateTime at = wall(end);
        LocalDate day = at.toLocalDate();
        long to = at.toLocalTime().toSecondOfDay();
        long left = seconds;
        for (int days = 0; days < MOST_DAYS; days++) {
            long available = Math.min(to, calendar.secondsOf(day));
            if (left <= available) {
                return instant(day, available - left);
            }
            left -= available;
            day = day.minusDays(1);
            to = DAY;
        }
        throw new IllegalStateException("The calendar " + calendar.id() + " has no business days");
    }

    /** Business time in seconds from one instant to another; less than nothing when the other is earlier. */
    public long between(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return -between(to, from);
        }
        LocalDateTime start = wall(from);
        LocalDateTime end = wall(to);
        long sum = 0;
        for (LocalDate day = start.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            long open = calendar.secondsOf(day);
            long first = day.equals(start.toLocalDate()) ? start.toLocalTime().toSecondOfDay() : 0;
            long last = day.equals(end.toLocalDate()) ? end.toLocalTime().toSecondOfDay() : DAY;
            sum += Math.max(0, Math.min(last, open) - first);
        }
        return sum;
    }

    /** A day that is over at midnight is told as over a second before, so that its date is the day it belongs to. */
    public Instant shown(Instant due) {
        ZonedDateTime local = due.atZone(calendar.zone());
        return local.toLocalTime().equals(LocalTime.MIDNIGHT) ? due.minusSeconds(1) : due;
    }

    /** What the clock on the wall shows, which stands still while an hour is repeated. */
    private LocalDateTime wall(Instant instant) {
        ZonedDateTime local = instant.atZone(calendar.zone());
        ZoneOffsetTransition transition = calendar.zone().getRules().getTransition(local.toLocalDateTime());
        boolean again = transition != null
                && transition.isOverlap()
                && local.getOffset().equals(transition.getOffsetAfter());
        return again ? transition.getDateTimeBefore() : local.toLocalDateTime();
    }

    private Instant instant(LocalDate day, long second) {
        LocalDateTime local = day.atStartOfDay().plusSeconds(second);
        ZoneOffsetTransition transition = calendar.zone().getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(calendar.zone()).withEarlierOffsetAtOverlap().toInstant();
    }
}

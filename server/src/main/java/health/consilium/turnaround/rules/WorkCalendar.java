package health.consilium.turnaround.rules;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days on which somebody works, in the zone where that somebody is.
 *
 * @param id ISO 3166-1 country, with an ISO 3166-2 subdivision where holidays differ, such as {@code DE-BW}; {@code ZZ} for a
 *     country that is not known
 * @param zone whose midnight begins a day
 * @param basis what the calendar knows
 * @param hours how much of a day is worked
 */
public record WorkCalendar(String id, ZoneId zone, Basis basis, Hours hours) {

    public static final Duration WHOLE_DAY = Duration.ofDays(1);

    /** What a calendar knows; the codes are those of {@code CodeSystem/calendar-basis}. */
    public enum Basis {
        /** Weekends and public holidays. */
        PUBLIC_HOLIDAYS,
        /** Weekends of the country; its holidays are not known. */
        WEEKENDS_ONLY,
        /** The country is not known: Monday to Friday. */
        FALLBACK,
        /** Every day counts. */
        EVERY_DAY;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** The worked part of a day, which begins at midnight: a whole day, none of it, or up to an hour at which work ends. */
    @FunctionalInterface
    public interface Hours {
        Duration worked(LocalDate day);
    }

    public static WorkCalendar everyDay(ZoneId zone) {
        return new WorkCalendar("ZZ", zone, Basis.EVERY_DAY, day -> WHOLE_DAY);
    }

    /** Days that are not worked although the calendar has them, such as an absence of a centre. */
    public WorkCalendar without(java.util.function.Predicate<LocalDate> closed) {
        return new WorkCalendar(id, zone, basis, day -> closed.test(day) ? Duration.ZERO : hours.worked(day));
    }

    /** A day that a zone left out, as Samoa did with 2011-12-30, is worked by nobody. */
    long secondsOf(LocalDate day) {
        boolean exists = day.atStartOfDay(zone).toLocalDate().equals(day);
        return exists ? hours.worked(day).toSeconds() : 0;
    }
}

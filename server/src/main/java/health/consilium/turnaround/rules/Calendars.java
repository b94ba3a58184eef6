package health.consilium.turnaround.rules;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The business calendar of a place: its weekends, and the public holidays of its country and region. */
public final class Calendars {

    private static final String UNKNOWN = "ZZ";
    private static final Set<DayOfWeek> SATURDAY_AND_SUNDAY = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private static final Map<String, Hours> COUNTRIES = new ConcurrentHashMap<>();

    private Calendars() {}

    /** Monday to Friday in the place's zone, or UTC, where the country is not known; the calendar says so. */
    public static WorkCalendar of(Place place) {
        if (place.country().isEmpty()) {
            return new WorkCalendar(
                    UNKNOWN,
                    place.zoneOrUsual(),
                    WorkCalendar.Basis.FALLBACK,
                    day -> SATURDAY_AND_SUNDAY.contains(day.getDayOfWeek()) ? Duration.ZERO : WorkCalendar.WHOLE_DAY);
        }
        String country = place.country().get();
        Optional<String> region =
                PublicHolidays.of(country).flatMap(holidays -> place.state().flatMap(holidays::region));
        Hours hours = COUNTRIES.computeIfAbsent(
                country + region.orElse(""), key -> new Hours(country, region, CalendarRules.of(country)));
        String id = country
                + region.map(code -> "-" + code.toUpperCase(java.util.Locale.ROOT))
                        .orElse("");
        return new WorkCalendar(id, place.zoneOrUsual(), hours.basis(), hours);
    }

    /** What each day of a country's region is; kept, because festivals of the moon cost some reckoning. */
    private static final class Hours implements WorkCalendar.Hours {

        private final CalendarRules rules;
        private final Optional<PublicHolidays> holidays;
        private final Optional<String> region;
        private final Set<DayOfWeek> usualWeekend;
        private final Map<LocalDate, Duration> known = new ConcurrentHashMap<>();

        Hours(String country, Optional<String> region, CalendarRules rules) {
            this.rules = rules;
            this.holidays = PublicHolidays.of(country);
            this.region = region;
            this.usualWeekend = Weekends.of(country);
        }

        WorkCalendar.Basis basis() {
            return holidays.isEmpty() && rules.isEmpty()
                    ? WorkCalendar.Basis.WEEKENDS_ONLY
                    : WorkCalendar.Basis.PUBLIC_HOLIDAYS;
        }

        @Override
        public Duration worked(LocalDate day) {
            return known.computeIfAbsent(day, this::reckon);
        }

        private Duration reckon(LocalDate day) {
            if (rules.isWorked(day)) {
                return WorkCalendar.WHOLE_DAY;
            }
            boolean weekend = rules.weekend(day).orElse(usualWeekend).contains(day.getDayOfWeek());
            if (weekend || isHoliday(day)) {
                return Duration.ZERO;
            }
            return rules.half(day).orElse(WorkCalendar.WHOLE_DAY);
        }

        private boolean isHoliday(LocalDate day) {
            boolean listed = !rules.isAlone(day.getYear())
                    && holidays.filter(calendar -> calendar.isHoliday(day, region))
                            .isPresent();
            return listed || rules.isOff(day);
        }
    }
}

package health.consilium.turnaround.rules;

import com.ibm.icu.util.Calendar;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;

/** The days of the week that a country does not work, as the Unicode CLDR has them. */
final class Weekends {

    private Weekends() {}

    static Set<DayOfWeek> of(String country) {
        Calendar.WeekData week = Calendar.getWeekDataForRegion(country);
        DayOfWeek last = day(week.weekendCease);
        DayOfWeek day = day(week.weekendOnset);
        Set<DayOfWeek> weekend = EnumSet.of(day);
        while (day != last) {
            day = day.plus(1);
            weekend.add(day);
        }
        return weekend;
    }

    /** ICU's week begins with Sunday as 1, Java's with Monday. */
    private static DayOfWeek day(int icu) {
        return DayOfWeek.SUNDAY.plus(icu - 1L);
    }
}

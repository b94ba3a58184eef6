package health.consilium.workflow.rules;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** When work is due: so many days after it opened, Saturdays and Sundays not counted where business days are meant. */
public final class DueDates {

    private DueDates() {}

    public static ZonedDateTime after(ZonedDateTime start, int days, boolean businessDays) {
        ZonedDateTime due = start;
        int left = days;
        while (left > 0) {
            due = due.plusDays(1);
            if (!businessDays || isBusinessDay(due)) {
                left--;
            }
        }
        return due;
    }

    private static boolean isBusinessDay(ZonedDateTime day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}

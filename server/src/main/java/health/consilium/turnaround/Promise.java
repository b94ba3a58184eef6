package health.consilium.turnaround;

import health.consilium.turnaround.rules.Closures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A due date that was given and has not come.
 *
 * @param told closures published since, of which the coordination desk knows
 */
record Promise(ClockRow row, Closures told) {

    /** Of these closures the ones by which business days are lost that were counted on, and of which the desk does not know. */
    Closures endangeredBy(Closures published, Instant now) {
        ZoneId zone = row.by().place().zoneOrUsual();
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate due = row.dueAt().atZone(zone).toLocalDate();
        return published.onDaysWorked(row.calendar().without(told::covers), today, due);
    }
}

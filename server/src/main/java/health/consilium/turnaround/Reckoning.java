package health.consilium.turnaround;

import health.consilium.turnaround.rules.BusinessTime;
import health.consilium.turnaround.rules.Calendars;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Place;
import health.consilium.turnaround.rules.WorkCalendar;

/**
 * By what the time of a clock is reckoned.
 *
 * @param place where its owner is
 * @param business whether the time allowed is in business days
 * @param closures of the owner, as known when the due date was set: what is published later does not move it
 */
record Reckoning(Place place, boolean business, Closures closures) {

    WorkCalendar calendar() {
        return business ? Calendars.of(place).without(closures::covers) : WorkCalendar.everyDay(place.zoneOrUsual());
    }

    BusinessTime businessTime() {
        return new BusinessTime(calendar());
    }
}

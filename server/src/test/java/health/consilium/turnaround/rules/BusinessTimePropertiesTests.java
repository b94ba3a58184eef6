package health.consilium.turnaround.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class BusinessTimePropertiesTests {

    @Property(tries = 500)
    void dueIsMonotoneInTheStart(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("instants") Instant one,
            @ForAll("instants") Instant other,
            @ForAll @LongRange(min = 0, max = 40 * 86_400L) long budget) {
        BusinessTime time = new BusinessTime(calendar);
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;
        assertThat(time.plus(earlier, budget)).isBeforeOrEqualTo(time.plus(later, budget));
    }

    @Property(tries = 500)
    void dueIsMonotoneInTheBudget(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("instants") Instant start,
            @ForAll @LongRange(min = 0, max = 40 * 86_400L) long budget,
            @ForAll @LongRange(min = 0, max = 40 * 86_400L) long more) {
        BusinessTime time = new BusinessTime(calendar);
        assertThat(time.plus(start, budget)).isBeforeOrEqualTo(time.plus(start, budget + more));
    }

    @Property(tries = 500)
    void theTimeFromStartToDueIsTheBudget(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("instants") Instant start,
            @ForAll @LongRange(min = 1, max = 40 * 86_400L) long budget) {
        BusinessTime time = new BusinessTime(calendar);
        assertThat(time.between(start, time.plus(start, budget))).isBetween(budget, budget + 3_600);
    }

    /** What was left when the clock stopped is left when it goes on, whenever that is. */
    @Property(tries = 500)
    void pausingNeverLosesTime(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("instants") Instant start,
            @ForAll @LongRange(min = 1, max = 20 * 86_400L) long budget,
            @ForAll @LongRange(min = 0, max = 30 * 86_400L) long until,
            @ForAll @LongRange(min = 0, max = 60 * 86_400L) long pause) {
        BusinessTime time = new BusinessTime(calendar);
        Instant due = time.plus(start, budget);
        Instant paused = start.plusSeconds(until);
        Instant resumed = paused.plusSeconds(pause);
        TaskTime stopped = TaskTime.started(budget, start).stopped(paused, time);
        TaskTime running = stopped.resumed(resumed, time);
        assertThat(stopped.at(budget, time)).as("while it stands still").isEmpty();
        assertThat(running.usedBy(resumed, time)).isEqualTo(stopped.used()).isEqualTo(time.between(start, paused));
        assertThat(running.paused()).isEqualTo(time.between(paused, resumed));
        Instant later = running.at(budget, time).orElseThrow();
        assertThat(later).isAfterOrEqualTo(due.minusSeconds(7_200));
        if (budget > running.used()) {
            assertThat(running.usedBy(later, time)).isGreaterThanOrEqualTo(budget);
        }
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("2024-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2027-12-31T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<WorkCalendar> calendars() {
        return Arbitraries.of(
                        Place.of("DE", "BW", null),
                        Place.of("AE", null, null),
                        Place.of("CN", null, null),
                        Place.of("TR", null, null),
                        Place.of("EG", null, null),
                        Place.of("US", null, "America/New_York"),
                        Place.of("KI", null, "Pacific/Kiritimati"),
                        Place.of(null, null, "Australia/Lord_Howe"))
                .map(Calendars::of);
    }
}

package health.consilium.turnaround.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskTimeTests {

    private static final BusinessTime BERLIN =
            new BusinessTime(Calendars.of(Place.of("DE", "Berlin", "Europe/Berlin")));
    private static final BusinessTime DUBAI = new BusinessTime(Calendars.of(Place.of("AE", null, "Asia/Dubai")));

    /** Monday 16 November 2026, ten o'clock in Berlin. */
    private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");

    @Test
    void aPauseMovesTheDueDateByItsBusinessTime() {
        TaskTime clock = TaskTime.started(5 * BusinessTime.DAY, MONDAY);
        assertThat(clock.due(BERLIN)).contains(MONDAY.plus(Duration.ofDays(7)));
        // On hold from Wednesday to Friday, both at ten.
        TaskTime resumed =
                clock.stopped(MONDAY.plus(Duration.ofDays(2)), BERLIN).resumed(MONDAY.plus(Duration.ofDays(4)), BERLIN);
        assertThat(resumed.due(BERLIN)).contains(MONDAY.plus(Duration.ofDays(9)));
        assertThat(resumed.paused()).isEqualTo(2 * BusinessTime.DAY);
    }

    @Test
    void aPauseOverTheWeekendMovesNothing() {
        Instant friday = Instant.parse("2026-11-20T23:30:00Z");
        TaskTime clock = TaskTime.started(5 * BusinessTime.DAY, MONDAY);
        TaskTime resumed = clock.stopped(friday, BERLIN).resumed(friday.plus(Duration.ofHours(40)), BERLIN);
        assertThat(resumed.due(BERLIN)).isEqualTo(clock.due(BERLIN));
    }

    @Test
    void aStoppedClockIsNotDue() {
        TaskTime stopped = TaskTime.started(BusinessTime.DAY, MONDAY).stopped(MONDAY, BERLIN);
        assertThat(stopped.due(BERLIN)).isEmpty();
        assertThat(stopped.stopped(MONDAY.plusSeconds(60), BERLIN)).isEqualTo(stopped);
    }

    @Test
    void whatIsLateStaysLateOverAPause() {
        TaskTime clock = TaskTime.started(BusinessTime.DAY, MONDAY);
        Instant thursday = MONDAY.plus(Duration.ofDays(3));
        TaskTime resumed = clock.stopped(thursday, BERLIN).resumed(thursday.plus(Duration.ofDays(4)), BERLIN);
        assertThat(resumed.due(BERLIN).orElseThrow()).isBefore(thursday.plus(Duration.ofDays(4)));
    }

    @Test
    void whatIsLeftRunsByTheCalendarOfTheNextOwner() {
        TaskTime clock = TaskTime.started(5 * BusinessTime.DAY, MONDAY);
        Instant thursday = MONDAY.plus(Duration.ofDays(3));
        TaskTime handedOver = clock.stopped(thursday, BERLIN).resumed(thursday, DUBAI);
        // Two days are left: Thursday from one o'clock in Dubai, half a Friday, and Monday and a part of Tuesday.
        assertThat(handedOver.due(DUBAI)).contains(Instant.parse("2026-11-23T21:00:00Z"));
    }

    @Test
    void aTaskThatEndsOnHoldCountsItsLastPause() {
        TaskTime ended = TaskTime.started(5 * BusinessTime.DAY, MONDAY)
                .stopped(MONDAY.plus(Duration.ofDays(1)), BERLIN)
                .ended(MONDAY.plus(Duration.ofDays(3)), BERLIN);
        assertThat(ended.used()).isEqualTo(BusinessTime.DAY);
        assertThat(ended.paused()).isEqualTo(2 * BusinessTime.DAY);
        assertThat(ended.runningSince()).isEmpty();
    }
}

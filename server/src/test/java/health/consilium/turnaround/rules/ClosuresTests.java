package health.consilium.turnaround.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.turnaround.rules.Closures.Closure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.Test;

class ClosuresTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 21);
    private static final WorkCalendar HEIDELBERG = Calendars.of(Place.of("DE", "BW", "Europe/Berlin"));

    /** Monday before Christmas, ten o'clock in Heidelberg. */
    private static final Instant MONDAY = Instant.parse("2026-12-21T09:00:00Z");

    @Test
    void aClosureMovesTheDueDateByItsBusinessDaysAndNoFurther() {
        // 24, 28 to 31 December and 4 and 5 January would be worked; 25 December, 1 and 6 January are holidays.
        Closures closures = Closures.of(List.of(service("2026-12-24/2027-01-05")), TODAY);

        assertThat(due(5, Closures.NONE)).isEqualTo(Instant.parse("2026-12-29T09:00:00Z"));
        assertThat(due(5, closures)).isEqualTo(Instant.parse("2027-01-11T09:00:00Z"));
        assertThat(due(2, closures)).as("done before it").isEqualTo(Instant.parse("2026-12-23T09:00:00Z"));
    }

    @Test
    void aCentreIsClosedWhenNoneOfItsServicesWorks() {
        HealthcareService breast = service("2026-12-24/2027-01-05", "2027-02-01/2027-02-05");
        HealthcareService lung = service("2026-12-28/2027-01-10");

        assertThat(Closures.of(List.of(breast, lung), TODAY).periods())
                .containsExactly(new Closure(LocalDate.of(2026, 12, 28), LocalDate.of(2027, 1, 5), "Holiday"));
        assertThat(Closures.of(List.of(breast, lung, service()), TODAY).isEmpty())
                .isTrue();
        assertThat(Closures.of(List.of(), TODAY).isEmpty()).isTrue();
    }

    @Test
    void whatIsOverOrHasNoEndMovesNothing() {
        HealthcareService service = service("2026-12-01/2026-12-20");
        service.addNotAvailable().setDescription("Until further notice").setDuring(period("2026-12-22", null));
        service.addNotAvailable().setDescription("Nobody knows when");

        assertThat(Closures.of(List.of(service), TODAY).isEmpty()).isTrue();
    }

    @Test
    void aCalendarHasBusinessDaysHoweverLongACentreIsClosed() {
        Closures closures = Closures.of(List.of(service("2020-01-01/9999-12-31")), TODAY);

        assertThat(due(1, closures)).isBefore(Instant.parse("2028-12-27T00:00:00Z"));
    }

    @Test
    void aClosureOfHoursIsNone() {
        HealthcareService service = new HealthcareService();
        service.addNotAvailable()
                .setDescription("Afternoon off")
                .setDuring(period("2026-12-22T13:00:00+01:00", "2026-12-22T18:00:00+01:00"));

        assertThat(Closures.of(List.of(service), TODAY).isEmpty()).isTrue();
    }

    @Test
    void whatIsKeptIsReadAsItWas() {
        HealthcareService service = service("2026-12-24/2027-01-01", "2027-05-14/2027-05-14");
        service.getNotAvailable().get(0).setDescription("Christmas\n2030-01-01/2030-02-01 not a line");
        service.getNotAvailable().get(1).setDescription(null);
        Closures closures = Closures.of(List.of(service), TODAY);

        assertThat(Closures.read(closures.written())).isEqualTo(closures);
        assertThat(closures.periods()).hasSize(2);
        assertThat(Closures.read("")).isEqualTo(Closures.NONE);
    }

    @Test
    void onlyWhatLiesBetweenStartAndDueIsTold() {
        Closures closures = Closures.of(List.of(service("2026-12-24/2027-01-01", "2027-05-14/2027-05-14")), TODAY);

        assertThat(closures.between(TODAY, LocalDate.of(2027, 1, 11)).periods()).hasSize(1);
        assertThat(closures.between(LocalDate.of(2027, 1, 2), LocalDate.of(2027, 5, 13))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aClosureMattersByTheDaysThatWouldBeWorked() {
        Closures closures = Closures.of(List.of(service("2026-12-25/2026-12-27", "2026-12-30/2027-01-10")), TODAY);

        assertThat(closures.onDaysWorked(HEIDELBERG, TODAY, LocalDate.of(2026, 12, 29))
                        .isEmpty())
                .as("Christmas and a weekend")
                .isTrue();
        assertThat(closures.onDaysWorked(HEIDELBERG, TODAY, LocalDate.of(2026, 12, 30))
                        .periods())
                .as("named whole")
                .containsExactly(new Closure(LocalDate.of(2026, 12, 30), LocalDate.of(2027, 1, 10), "Holiday"));
        assertThat(closures.onDaysWorked(HEIDELBERG.without(closures::covers), TODAY, LocalDate.of(2027, 2, 1))
                        .isEmpty())
                .isTrue();
    }

    @Property(tries = 100)
    void aClosureNeverMakesADueDateEarlierAndAPauseLosesNoTime(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int days, @ForAll @IntRange(max = 40) int hours) {
        Random random = new Random(seed);
        LocalDate from = TODAY.plusDays(random.nextInt(20));
        Closures closures = Closures.of(List.of(service(from + "/" + from.plusDays(random.nextInt(20)))), TODAY);
        BusinessTime time = new BusinessTime(HEIDELBERG.without(closures::covers));

        assertThat(due(days, closures)).isAfterOrEqualTo(due(days, Closures.NONE));

        TaskTime clock = TaskTime.started(days * BusinessTime.DAY, MONDAY);
        Instant held = MONDAY.plusSeconds(random.nextInt(5 * 86_400));
        Instant resumed = held.plusSeconds(hours * 3_600L);
        TaskTime after = clock.stopped(held, time).resumed(resumed, time);
        assertThat(time.between(resumed, after.due(time).orElseThrow()) + after.used())
                .as("all of the budget, but the second before midnight that is told")
                .isBetween(days * BusinessTime.DAY - 1, days * BusinessTime.DAY);
    }

    private static Instant due(int days, Closures closures) {
        return TaskTime.started(days * BusinessTime.DAY, MONDAY)
                .due(new BusinessTime(HEIDELBERG.without(closures::covers)))
                .orElseThrow();
    }

    private static HealthcareService service(String... closed) {
        HealthcareService service = new HealthcareService();
        for (String days : closed) {
            String[] ends = days.split("/");
            service.addNotAvailable().setDescription("Holiday").setDuring(period(ends[0], ends[1]));
        }
        return service;
    }

    private static Period period(String start, String end) {
        Period period = new Period();
        period.setStartElement(new DateTimeType(start));
        if (end != null) {
            period.setEndElement(new DateTimeType(end));
        }
        return period;
    }
}

package health.consilium.turnaround.rules;

import health.consilium.fhir.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;

/**
 * The days on which somebody is closed who would work otherwise, as published: none of them is a business day.
 *
 * @param periods in the order of time
 */
public record Closures(List<Closure> periods) {

    public static final Closures NONE = new Closures(List.of());

    /** What is further away is not known for certain, and a calendar needs business days. */
    private static final int YEARS_AHEAD = 2;

    private static final int MOST_OF_SERVICE = 100;
    private static final int LONGEST_REASON = 200;

    /** Days, both included, and why; the reason may be empty. */
    public record Closure(LocalDate from, LocalDate until, String why) {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }

        /** One that began nobody knows when is told from today on. */
        private Closure within(LocalDate today, LocalDate horizon) {
            return new Closure(
                    from.equals(LocalDate.MIN) ? today : from, until.isAfter(horizon) ? horizon : until, why);
        }

        private Optional<Closure> and(Closure other) {
            LocalDate later = from.isAfter(other.from) ? from : other.from;
            LocalDate earlier = until.isBefore(other.until) ? until : other.until;
            String both = Stream.of(why, other.why)
                    .filter(reason -> !reason.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(", "));
            return earlier.isBefore(later) ? Optional.empty() : Optional.of(new Closure(later, earlier, both));
        }
    }

    public Closures {
        periods = periods.stream()
                .sorted(Comparator.comparing(Closure::from).thenComparing(Closure::until))
                .distinct()
                .toList();
    }

    /**
     * Those of a centre, which is closed on the days on which none of its services works. A period that does not say when it ends
     * is none, because no due date follows from it; of one that begins or ends within a day the whole days count.
     *
     * @param services active ones of the same centre
     * @param today what ended before is of no interest
     */
    public static Closures of(List<HealthcareService> services, LocalDate today) {
        return services.stream()
                .map(service -> of(service, today))
                .reduce(Closures::and)
                .orElse(NONE);
    }

    private static Closures of(HealthcareService service, LocalDate today) {
        LocalDate horizon = today.plusYears(YEARS_AHEAD);
        return new Closures(service.getNotAvailable().stream()
                .filter(HealthcareServiceNotAvailableComponent::hasDuring)
                .map(Closures::closure)
                .filter(closure -> !closure.until().equals(LocalDate.MAX))
                .filter(closure ->
                        !closure.until().isBefore(today) && !closure.from().isAfter(horizon))
                .map(closure -> closure.within(today, horizon))
                .filter(closure -> !closure.until().isBefore(closure.from()))
                .sorted(Comparator.comparing(Closure::from))
                .limit(MOST_OF_SERVICE)
                .toList());
    }

    private static Closure closure(HealthcareServiceNotAvailableComponent away) {
        String why = Objects.requireNonNullElse(away.getDescription(), "")
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return new Closure(
                Days.firstWhole(away.getDuring()),
                Days.lastWhole(away.getDuring()),
                why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why);
    }

    private Closures and(Closures other) {
        List<Closure> both = new ArrayList<>();
        periods.forEach(one -> other.periods.forEach(another -> one.and(another).ifPresent(both::add)));
        return new Closures(both);
    }

    public boolean covers(LocalDate day) {
        return periods.stream().anyMatch(closure -> closure.covers(day));
    }

    /** Those of which a day lies between the two, both included. */
    public Closures between(LocalDate from, LocalDate until) {
        return new Closures(periods.stream()
                .filter(closure ->
                        !closure.until().isBefore(from) && !closure.from().isAfter(until))
                .toList());
    }

    /** Those of which a day from the first to the last of these, both included, is worked by this calendar. */
    public Closures onDaysWorked(WorkCalendar calendar, LocalDate first, LocalDate last) {
        return new Closures(between(first, last).periods().stream()
                .filter(closure -> closure.from()
                        .datesUntil(closure.until().plusDays(1))
                        .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                        .anyMatch(day -> calendar.secondsOf(day) > 0))
                .toList());
    }

    public Closures with(Closures more) {
        return new Closures(
                Stream.concat(periods.stream(), more.periods.stream()).toList());
    }

    public boolean isEmpty() {
        return periods.isEmpty();
    }

    /** One line for each period, as it is kept beside the clock: {@code 2026-12-24/2027-01-01 Christmas}. */
    public String written() {
        return periods.stream()
                .map(closure -> (closure.from() + "/" + closure.until() + " " + closure.why()).strip())
                .collect(Collectors.joining("\n"));
    }

    public static Closures read(String written) {
        return new Closures(written.lines().map(Closures::line).toList());
    }

    private static Closure line(String line) {
        String[] parts = line.split(" ", 2);
        String[] days = parts[0].split("/");
        return new Closure(LocalDate.parse(days[0]), LocalDate.parse(days[1]), parts.length > 1 ? parts[1] : "");
    }
}

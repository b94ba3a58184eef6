package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a centre's second opinion service. Its name is here to be shown; nothing compares it.
 *
 * @param volumes yearly cases by tumour type
 * @param languages BCP 47 tags, in the order of the directory
 */
public record ReviewService(
        Entry entry,
        Map<String, Volume> volumes,
        Turnaround turnaround,
        List<String> languages,
        Set<Mode> modes,
        Absences absences) {

    public ReviewService {
        volumes = Map.copyOf(volumes);
        languages = List.copyOf(languages);
        modes = Set.copyOf(modes);
    }

    /**
     * The service in the directory.
     *
     * @param id id of the HealthcareService
     * @param organization id of the Organization that provides it
     * @param active whether both are active
     */
    public record Entry(String id, String organization, String name, boolean active) {}

    /**
     * Cases of one tumour type in a year.
     *
     * @param year the year that was counted, if it was one
     * @param reported whether a MeasureReport of the centre stands behind the number
     */
    public record Volume(int perYear, Optional<Integer> year, boolean reported) {

        /** What the volume counts for in half patients: what no report shows counts half. */
        int weight() {
            return reported ? 2 * perYear : perYear;
        }
    }

    /** Business days from accepting a referral to the final report: what is promised, and what was observed. */
    public record Turnaround(Optional<BigDecimal> promised, Optional<Observed> observed) {

        /** What to expect: what was observed, else what is promised. */
        public Optional<BigDecimal> expected() {
            return observed.map(Observed::median).or(() -> promised);
        }
    }

    /** Days, both included; to the end of time where nobody has said when it ends. */
    public record Absence(LocalDate from, LocalDate until, String why) {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }

        boolean isOpenEnded() {
            return until.equals(LocalDate.MAX);
        }
    }

    /**
     * When a service is not there as on other days.
     *
     * @param closed days on which it does not work at all: they are no business days
     * @param noNewCases days on which it takes no new cases, and works on those that it has
     */
    public record Absences(List<Absence> closed, List<Absence> noNewCases) {

        public static final Absences NONE = new Absences(List.of(), List.of());

        public Absences {
            closed = List.copyOf(closed);
            noNewCases = List.copyOf(noNewCases);
        }

        Optional<Absence> closedOn(LocalDate day) {
            return on(closed, day);
        }

        Optional<Absence> noNewCasesOn(LocalDate day) {
            return on(noNewCases, day);
        }

        /** The next days without any work that begin after the one day, and not after the other. */
        Optional<Absence> closedBetween(LocalDate after, LocalDate until) {
            return closed.stream()
                    .filter(absence ->
                            absence.from().isAfter(after) && !absence.from().isAfter(until))
                    .min(Comparator.comparing(Absence::from));
        }

        /** Of several that hold the one that lasts longest. */
        private static Optional<Absence> on(List<Absence> absences, LocalDate day) {
            return absences.stream().filter(absence -> absence.covers(day)).max(Comparator.comparing(Absence::until));
        }
    }

    Optional<Volume> volume(String tumourType) {
        return Optional.ofNullable(volumes.get(tumourType)).filter(volume -> volume.perYear() > 0);
    }
}

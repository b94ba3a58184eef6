package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
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
        List<Absence> absences) {

    public ReviewService {
        volumes = Map.copyOf(volumes);
        languages = List.copyOf(languages);
        modes = Set.copyOf(modes);
        absences = List.copyOf(absences);
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

    /** Days on which the service takes no cases, both included. */
    public record Absence(LocalDate from, LocalDate until, String why) {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(until);
        }
    }

    Optional<Volume> volume(String tumourType) {
        return Optional.ofNullable(volumes.get(tumourType)).filter(volume -> volume.perYear() > 0);
    }

    Optional<Absence> absence(LocalDate day) {
        return absences.stream().filter(absence -> absence.covers(day)).findFirst();
    }
}

package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absences;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ReviewService.Turnaround;
import health.consilium.centres.rules.ReviewService.Volume;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that one version of a HealthcareService says, in the least space: it is kept for as long as this version stands, because to
 * read it anew for each match takes longer than all the rest of the match.
 *
 * @param entry the service; active as far as it says so itself
 * @param volumes yearly cases by tumour type, the latest count of each
 * @param told the turnaround that the service tells itself
 */
public record ServiceFacts(
        Entry entry,
        Map<String, StatedVolume> volumes,
        Told told,
        List<String> languages,
        Set<Mode> modes,
        Absences absences) {

    /**
     * Cases a year as the service states them.
     *
     * @param year that was counted, if it was one
     * @param source id of the MeasureReport that is said to stand behind the number
     */
    record StatedVolume(int perYear, Optional<Integer> year, Optional<String> source) {}

    /** Business days that the service promises, and that it says to have been observed. */
    record Told(Optional<BigDecimal> promised, Optional<BigDecimal> observed) {}

    public ServiceFacts {
        volumes = Map.copyOf(volumes);
        languages = List.copyOf(languages);
        modes = Set.copyOf(modes);
    }

    /** The service as it is compared for one tumour type, with what stands behind its numbers. */
    public ReviewService forType(String tumourType, boolean providerActive, CentreReports reports) {
        return new ReviewService(
                providerActive ? entry : new Entry(entry.id(), entry.organization(), entry.name(), false),
                Optional.ofNullable(volumes.get(tumourType))
                        .map(stated -> Map.of(tumourType, volume(stated, tumourType, reports)))
                        .orElse(Map.of()),
                turnaround(tumourType, reports),
                languages,
                modes,
                absences);
    }

    /** Where a report of the centre stands behind the number, the number of the report holds. */
    private Volume volume(StatedVolume stated, String tumourType, CentreReports reports) {
        Optional<Integer> reported =
                stated.source().flatMap(report -> reports.volume(report, entry.organization(), tumourType));
        return new Volume(reported.orElse(stated.perYear()), stated.year(), reported.isPresent());
    }

    /** What was measured holds; where nothing was, what the directory tells. */
    private Turnaround turnaround(String tumourType, CentreReports reports) {
        return new Turnaround(
                told.promised(),
                reports.turnaround(entry.organization(), tumourType)
                        .or(() -> told.observed().map(Observed::told)));
    }
}

package health.consilium.centres.rules;

import health.consilium.centres.rules.ReportFacts.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands behind the numbers of the directory: the reports of centres on their volumes, and ours on their turnaround. */
public final class CentreReports {

    public static final CentreReports NONE = new CentreReports(Map.of(), Map.of());

    private final Map<String, ReportFacts> volumes;
    private final Map<String, ReportFacts> turnarounds;

    private CentreReports(Map<String, ReportFacts> volumes, Map<String, ReportFacts> turnarounds) {
        this.volumes = volumes;
        this.turnarounds = turnarounds;
    }

    /** Of the reports on the turnaround of a centre the latest counts. */
    public static CentreReports ofFacts(List<ReportFacts> reports) {
        Map<String, ReportFacts> volumes = new HashMap<>();
        Map<String, ReportFacts> turnarounds = new HashMap<>();
        for (ReportFacts report : reports) {
            if (report.kind() == Kind.VOLUME) {
                volumes.put(report.id(), report);
            } else if (report.kind() == Kind.TURNAROUND) {
                turnarounds.merge(report.centre(), report, (a, b) -> a.age().compareTo(b.age()) > 0 ? a : b);
            }
        }
        return new CentreReports(volumes, turnarounds);
    }

    /** Patients a year that the centre's own report shows. */
    Optional<Integer> volume(String report, String centre, String tumourType) {
        return Optional.ofNullable(volumes.get(report))
                .filter(found -> found.centre().equals(centre))
                .map(found -> found.volumes().get(tumourType));
    }

    /** The latest that was measured of the centre: in the tumour type where there is a figure, else over all. */
    Optional<Observed> turnaround(String centre, String tumourType) {
        return Optional.ofNullable(turnarounds.get(String.valueOf(centre)))
                .flatMap(report -> report.turnarounds().in(tumourType));
    }
}

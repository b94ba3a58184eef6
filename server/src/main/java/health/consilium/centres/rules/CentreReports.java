package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupStratifierComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;

/** What stands behind the numbers of the directory: the reports of centres on their volumes, and ours on their turnaround. */
public final class CentreReports {

    public static final CentreReports NONE = new CentreReports(Map.of(), Map.of());

    private static final String BASE = "https://w3id.org/consilium/fhir/";
    private static final String TUMOUR_TYPE = BASE + "CodeSystem/tumour-type";
    private static final String FIGURE = BASE + "CodeSystem/turnaround-figure";
    private static final int DAYS_OF_YEAR = 365;

    /** Later periods hold before earlier ones, then later reports; ids make the order total. */
    private static final Comparator<MeasureReport> LATEST = Comparator.comparing(
                    (MeasureReport report) -> Days.last(report.getPeriod()))
            .thenComparing(report -> report.hasDate() ? report.getDate().getTime() : 0L)
            .thenComparing(report -> report.getIdElement().getIdPart());

    private final Map<String, MeasureReport> volumes;
    private final Map<String, MeasureReport> turnarounds;

    private CentreReports(Map<String, MeasureReport> volumes, Map<String, MeasureReport> turnarounds) {
        this.volumes = volumes;
        this.turnarounds = turnarounds;
    }

    public static CentreReports of(Collection<MeasureReport> reports) {
        Map<String, MeasureReport> volumes = new HashMap<>();
        Map<String, MeasureReport> turnarounds = new HashMap<>();
        for (MeasureReport report : reports) {
            if (report.getStatus() != MeasureReportStatus.COMPLETE) {
                continue;
            }
            if (isOf(report, "case-volume")) {
                volumes.put(report.getIdElement().getIdPart(), report);
            } else if (isOf(report, "turnaround")) {
                turnarounds.merge(reporter(report), report, (a, b) -> LATEST.compare(a, b) > 0 ? a : b);
            }
        }
        return new CentreReports(volumes, turnarounds);
    }

    private static boolean isOf(MeasureReport report, String measure) {
        String canonical = String.valueOf(report.getMeasure());
        String url = BASE + "Measure/" + measure;
        return canonical.equals(url) || canonical.startsWith(url + "|");
    }

    private static String reporter(MeasureReport report) {
        return String.valueOf(report.getReporter().getReferenceElement().getIdPart());
    }

    /** Patients a year that the centre's own report shows. A report on more or less than a year is brought to one. */
    Optional<Integer> volume(String report, String centre, String tumourType) {
        return Optional.ofNullable(volumes.get(report))
                .filter(found -> reporter(found).equals(centre))
                .flatMap(found -> found.getGroup().stream()
                        .flatMap(group -> stratum(group, tumourType).stream())
                        .findFirst()
                        .filter(stratum -> stratum.getMeasureScore().hasValue())
                        .map(stratum -> perYear(stratum.getMeasureScore().getValue(), found)));
    }

    private static int perYear(BigDecimal counted, MeasureReport report) {
        LocalDate first = Days.first(report.getPeriod());
        LocalDate last = Days.last(report.getPeriod());
        long days = first.equals(LocalDate.MIN) || last.equals(LocalDate.MAX)
                ? DAYS_OF_YEAR
                : ChronoUnit.DAYS.between(first, last) + 1;
        return days == DAYS_OF_YEAR || days == DAYS_OF_YEAR + 1
                ? counted.intValue()
                : counted.multiply(BigDecimal.valueOf(DAYS_OF_YEAR))
                        .divide(BigDecimal.valueOf(Math.max(1, days)), 0, RoundingMode.HALF_UP)
                        .intValue();
    }

    /** The latest that was measured of the centre: in the tumour type where there is a figure, else over all. */
    Optional<Observed> turnaround(String centre, String tumourType) {
        return Optional.ofNullable(turnarounds.get(String.valueOf(centre))).flatMap(report -> group(report, "median")
                .flatMap(median -> observed(median, group(report, "percentile-90"), tumourType)));
    }

    private static Optional<Observed> observed(
            MeasureReportGroupComponent median, Optional<MeasureReportGroupComponent> ninetieth, String tumourType) {
        Optional<StratifierGroupComponent> ofType = stratum(median, tumourType)
                .filter(found -> found.getMeasureScore().hasValue());
        if (ofType.isPresent()) {
            return Optional.of(new Observed(
                    ofType.get().getMeasureScore().getValue(),
                    ninetieth.flatMap(group -> stratum(group, tumourType)).map(found -> found.getMeasureScore()
                            .getValue()),
                    Optional.of(ofType.get().getPopulationFirstRep().getCount()),
                    true));
        }
        return Optional.of(median)
                .filter(group -> group.getMeasureScore().hasValue())
                .map(group -> new Observed(
                        group.getMeasureScore().getValue(),
                        ninetieth.map(found -> found.getMeasureScore().getValue()),
                        Optional.of(group.getPopulationFirstRep().getCount()),
                        false));
    }

    private static Optional<MeasureReportGroupComponent> group(MeasureReport report, String figure) {
        return report.getGroup().stream()
                .filter(group -> group.getCode().hasCoding(FIGURE, figure))
                .findFirst();
    }

    private static Optional<StratifierGroupComponent> stratum(MeasureReportGroupComponent group, String tumourType) {
        for (MeasureReportGroupStratifierComponent stratifier : group.getStratifier()) {
            for (StratifierGroupComponent stratum : stratifier.getStratum()) {
                if (Codings.has(stratum.getValue(), TUMOUR_TYPE, tumourType)) {
                    return Optional.of(stratum);
                }
            }
        }
        return Optional.empty();
    }
}

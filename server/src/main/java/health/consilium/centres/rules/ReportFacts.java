package health.consilium.centres.rules;

import health.consilium.fhir.Days;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;

/**
 * All that one version of a report says of a centre's volumes or turnaround, in the least space; kept as {@link ServiceFacts} is.
 *
 * @param id of the MeasureReport
 * @param centre id of the Organization that reports, or is reported on
 */
public record ReportFacts(
        Kind kind, String id, String centre, Age age, Map<String, Integer> volumes, Turnarounds turnarounds) {

    /** What a report is about. */
    enum Kind {
        VOLUME,
        TURNAROUND,
        /** Nothing that is compared, or not finished. */
        OTHER
    }

    /** Later periods hold before earlier ones, then later reports; ids make the order total. */
    record Age(LocalDate end, long reported, String id) implements Comparable<Age> {

        private static final Comparator<Age> ORDER =
                Comparator.comparing(Age::end).thenComparing(Age::reported).thenComparing(Age::id);

        @Override
        public int compareTo(Age other) {
            return ORDER.compare(this, other);
        }
    }

    /** What was observed: in each tumour type that has figures of its own, and over all. */
    record Turnarounds(Map<String, Observed> ofType, Optional<Observed> overall) {

        static final Turnarounds NONE = new Turnarounds(Map.of(), Optional.empty());

        Optional<Observed> in(String tumourType) {
            return Optional.ofNullable(ofType.get(tumourType)).or(() -> overall);
        }
    }

    private static final String BASE = "https://w3id.org/consilium/fhir/";
    private static final String TUMOUR_TYPE = BASE + "CodeSystem/tumour-type";
    private static final String FIGURE = BASE + "CodeSystem/turnaround-figure";
    private static final int DAYS_OF_YEAR = 365;

    public static ReportFacts of(MeasureReport report) {
        Kind kind = kind(report);
        String id = String.valueOf(report.getIdElement().getIdPart());
        return new ReportFacts(
                kind,
                id,
                String.valueOf(report.getReporter().getReferenceElement().getIdPart()),
                new Age(
                        Days.last(report.getPeriod()),
                        report.hasDate() ? report.getDate().getTime() : 0L,
                        id),
                kind == Kind.VOLUME ? volumes(report) : Map.of(),
                kind == Kind.TURNAROUND ? turnarounds(report) : Turnarounds.NONE);
    }

    private static Kind kind(MeasureReport report) {
        if (report.getStatus() != MeasureReportStatus.COMPLETE) {
            return Kind.OTHER;
        }
        return isOf(report, "case-volume") ? Kind.VOLUME : isOf(report, "turnaround") ? Kind.TURNAROUND : Kind.OTHER;
    }

    private static boolean isOf(MeasureReport report, String measure) {
        String canonical = String.valueOf(report.getMeasure());
        String url = BASE + "Measure/" + measure;
        return canonical.equals(url) || canonical.startsWith(url + "|");
    }

    /** The first group that has the type counts, even where it has no number. */
    private static Map<String, Integer> volumes(MeasureReport report) {
        Map<String, StratifierGroupComponent> found = new HashMap<>();
        report.getGroup().forEach(group -> strata(group).forEach(found::putIfAbsent));
        long days = days(report);
        Map<String, Integer> volumes = new HashMap<>();
        found.forEach((type, stratum) -> {
            if (stratum.getMeasureScore().hasValue()) {
                volumes.put(type, perYear(stratum.getMeasureScore().getValue(), days));
            }
        });
        return Map.copyOf(volumes);
    }

    private static long days(MeasureReport report) {
        LocalDate first = Days.first(report.getPeriod());
        LocalDate last = Days.last(report.getPeriod());
        return first.equals(LocalDate.MIN) || last.equals(LocalDate.MAX)
                ? DAYS_OF_YEAR
                : ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** A report on more or less than a year is brought to one. */
    private static int perYear(BigDecimal counted, long days) {
        return days == DAYS_OF_YEAR || days == DAYS_OF_YEAR + 1
                ? counted.intValue()
                : counted.multiply(BigDecimal.valueOf(DAYS_OF_YEAR))
                        .divide(BigDecimal.valueOf(Math.max(1, days)), 0, RoundingMode.HALF_UP)
                        .intValue();
    }

    private static Turnarounds turnarounds(MeasureReport report) {
        Optional<MeasureReportGroupComponent> median = group(report, "median");
        if (median.isEmpty()) {
            return Turnarounds.NONE;
        }
        Optional<MeasureReportGroupComponent> ninetieth = group(report, "percentile-90");
        Map<String, StratifierGroupComponent> slowest =
                ninetieth.map(ReportFacts::strata).orElse(Map.of());
        Map<String, Observed> ofType = new HashMap<>();
        strata(median.get()).forEach((type, stratum) -> {
            if (stratum.getMeasureScore().hasValue()) {
                ofType.put(
                        type,
                        new Observed(
                                stratum.getMeasureScore().getValue(),
                                Optional.ofNullable(slowest.get(type))
                                        .map(found -> found.getMeasureScore().getValue()),
                                Optional.of(stratum.getPopulationFirstRep().getCount()),
                                true));
            }
        });
        return new Turnarounds(
                Map.copyOf(ofType),
                median.filter(group -> group.getMeasureScore().hasValue())
                        .map(group -> new Observed(
                                group.getMeasureScore().getValue(),
                                ninetieth.map(found -> found.getMeasureScore().getValue()),
                                Optional.of(group.getPopulationFirstRep().getCount()),
                                false)));
    }

    private static Optional<MeasureReportGroupComponent> group(MeasureReport report, String figure) {
        return report.getGroup().stream()
                .filter(group -> group.getCode().hasCoding(FIGURE, figure))
                .findFirst();
    }

    /** The strata of a group by tumour type, the first of each. */
    private static Map<String, StratifierGroupComponent> strata(MeasureReportGroupComponent group) {
        Map<String, StratifierGroupComponent> strata = new HashMap<>();
        group.getStratifier().forEach(stratifier -> stratifier.getStratum().forEach(stratum -> Codings.codes(
                        stratum.getValue(), TUMOUR_TYPE)
                .forEach(type -> strata.putIfAbsent(type, stratum))));
        return strata;
    }
}

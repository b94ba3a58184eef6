package health.consilium.bench.centres;

import health.consilium.centres.rules.CentreReports;
import health.consilium.centres.rules.KnownVersions;
import health.consilium.centres.rules.Match;
import health.consilium.centres.rules.Reason;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.centres.rules.ReportFacts;
import health.consilium.centres.rules.ReviewService;
import health.consilium.centres.rules.ReviewServiceReader;
import health.consilium.centres.rules.ServiceFacts;
import health.consilium.centres.rules.Wish;
import health.consilium.terminology.rules.Designations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.MeasureReport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * What {@code $match} does beyond the storage read: services and reports as the storage hands them over are read into what is compared,
 * ranked and explained. Cold: nothing was read before, as in the first match after a start. Warm: what was read of these versions is
 * known. Writes {@code match.md} into the directory that is its argument.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class MatchBenchmark {

    private static final int SERVICES = 2_000;
    private static final int TUMOUR_TYPES = 60;
    private static final int MOST = 10_000;
    private static final int SHOWN = 10;
    private static final ReasonWords WORDS = ReasonWords.in("hi");

    private List<HealthcareService> services;
    private List<MeasureReport> reports;
    private final KnownVersions<HealthcareService, ServiceFacts> knownServices =
            new KnownVersions<>(MOST, ReviewServiceReader::facts);
    private final KnownVersions<MeasureReport, ReportFacts> knownReports = new KnownVersions<>(MOST, ReportFacts::of);
    private Wish wish;

    @Setup(Level.Trial)
    public void prepare() {
        LargeDirectory directory = new LargeDirectory(SERVICES, TUMOUR_TYPES);
        services = directory.services();
        reports = directory.reports();
        wish = new Wish(
                new Wish.Tumour("type-30", new Designations("Tumour type 30", Map.of())),
                Optional.empty(),
                List.of("hi", "en"),
                Optional.empty(),
                Set.of("centre-7"),
                Optional.empty(),
                LocalDate.of(2026, 11, 25));
    }

    @Benchmark
    public int cold() {
        return answer(
                new KnownVersions<>(MOST, ReviewServiceReader::facts), new KnownVersions<>(MOST, ReportFacts::of));
    }

    @Benchmark
    public int warm() {
        return answer(knownServices, knownReports);
    }

    private int answer(
            KnownVersions<HealthcareService, ServiceFacts> ofServices,
            KnownVersions<MeasureReport, ReportFacts> ofReports) {
        CentreReports known =
                CentreReports.ofFacts(reports.stream().map(ofReports::of).toList());
        List<ReviewService> compared = services.stream()
                .map(service -> ofServices.of(service).forType("type-30", true, known))
                .toList();
        Match match = Match.of(wish, compared);
        if (match.standings().size() + match.exclusions().size() != SERVICES) {
            throw new IllegalStateException("A service is lost");
        }
        return said(match);
    }

    /** An answer holds the best, and all that were left out. */
    private static int said(Match match) {
        int letters = 0;
        for (Match.Standing standing : match.standings().subList(0, SHOWN)) {
            for (Reason reason : standing.reasons()) {
                letters += reason.text(WORDS).length();
            }
        }
        for (Match.Exclusion exclusion : match.exclusions()) {
            for (Reason reason : exclusion.reasons()) {
                letters += reason.text(WORDS).length();
            }
        }
        return letters;
    }

    public static void main(String[] args) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MatchBenchmark.class.getName())
                        .build())
                .run();
        StringBuilder table =
                new StringBuilder("| Services | Tumour types | | Median | 95th percentile | 99th percentile |"
                        + System.lineSeparator() + "|-|-|-|-|-|-|" + System.lineSeparator());
        for (RunResult result : results) {
            Statistics times = result.getPrimaryResult().getStatistics();
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %s | %.1f ms | %.1f ms | %.1f ms |%n",
                    SERVICES,
                    TUMOUR_TYPES,
                    result.getPrimaryResult().getLabel(),
                    times.getPercentile(50),
                    times.getPercentile(95),
                    times.getPercentile(99)));
        }
        Files.writeString(Files.createDirectories(Path.of(args[0])).resolve("match.md"), table.toString());
        System.out.println(table);
    }
}

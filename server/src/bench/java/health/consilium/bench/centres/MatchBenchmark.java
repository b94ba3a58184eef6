package health.consilium.bench.centres;

import health.consilium.centres.rules.CentreReports;
import health.consilium.centres.rules.Match;
import health.consilium.centres.rules.ReviewService;
import health.consilium.centres.rules.ReviewServiceReader;
import health.consilium.centres.rules.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
 * What {@code $match} does beyond the storage read: services and reports read into what is compared, ranked and explained. Writes
 * {@code match.md} into the directory that is its argument.
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

    private List<HealthcareService> services;
    private List<MeasureReport> reports;
    private Wish wish;

    @Setup(Level.Trial)
    public void prepare() {
        LargeDirectory directory = new LargeDirectory(SERVICES, TUMOUR_TYPES);
        services = directory.services();
        reports = directory.reports();
        wish = new Wish(
                new Wish.Tumour("type-30", "Tumour type 30"),
                Optional.empty(),
                List.of("hi", "en"),
                Optional.empty(),
                Set.of("centre-7"),
                Optional.empty(),
                LocalDate.of(2026, 11, 25));
    }

    @Benchmark
    public Match match() {
        CentreReports known = CentreReports.of(reports);
        List<ReviewService> compared = services.stream()
                .map(service -> ReviewServiceReader.read(service, true, known, "type-30"))
                .toList();
        Match match = Match.of(wish, compared);
        if (match.standings().size() + match.exclusions().size() != SERVICES) {
            throw new IllegalStateException("A service is lost");
        }
        return match;
    }

    public static void main(String[] args) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MatchBenchmark.class.getName())
                        .build())
                .run();
        Statistics times = results.iterator().next().getPrimaryResult().getStatistics();
        String table = String.format(
                Locale.ROOT,
                "| Services | Tumour types | Median | 95th percentile | 99th percentile |%n|-|-|-|-|-|%n"
                        + "| %d | %d | %.1f ms | %.1f ms | %.1f ms |%n",
                SERVICES,
                TUMOUR_TYPES,
                times.getPercentile(50),
                times.getPercentile(95),
                times.getPercentile(99));
        Files.writeString(Files.createDirectories(Path.of(args[0])).resolve("match.md"), table);
        System.out.println(table);
    }
}

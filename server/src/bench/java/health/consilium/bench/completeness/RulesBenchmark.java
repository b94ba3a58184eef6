package health.consilium.bench.completeness;

import health.consilium.completeness.rules.CompletenessEngine;
import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.terminology.rules.Checklist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Resource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The rules alone: all items of a checklist over a case in memory, from reading the records to the verdict. Writes
 * {@code completeness-rules.md} into the directory that is its first argument and {@code completeness-rules.svg} into the second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class RulesBenchmark {

    @Param({"100", "200", "500", "1000", "2000", "5000", "10000"})
    public int records;

    private CompletenessEngine engine;
    private Checklist checklist;
    private List<Resource> cases;

    @Setup(Level.Trial)
    public void prepare() {
        engine = CaseOf.engine();
        checklist = CaseOf.checklist("breast");
        cases = CaseOf.records(checklist, records);
    }

    @Benchmark
    public CompletenessResult check() {
        return engine.evaluate(checklist, cases, CaseOf.TODAY, Set.of());
    }

    public static void main(String[] args) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(RulesBenchmark.class.getName())
                        .build())
                .run();
        List<Measured> measured = results.stream().map(Measured::of).toList();
        Path directory = Files.createDirectories(Path.of(args[0]));
        Files.writeString(directory.resolve("completeness-rules.md"), Measured.table(measured));
        Files.writeString(Path.of(args[1]).resolve("completeness-rules.svg"), Growth.svg(measured));
    }
}

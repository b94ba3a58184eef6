package health.consilium.bench;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Measures Consilium beside a plain HAPI JPA server: start on existing data, ingest, space, size of the jar. Both get the same
 * JVM flags, the same PostgreSQL and the same transactions; they take turns and never run at the same time.
 */
public final class Compare {

    private static final int FIRST_ENTRIES = 50;

    private final Path directory;
    private final Database database;
    private final PrintStream out = System.out;
    private final List<Contender> contenders = new ArrayList<>(List.of(Contender.PLAIN, Contender.CONSILIUM));
    private final IParser json = FhirContext.forR4Cached().newJsonParser();
    private final Map<Contender, Results> results = new LinkedHashMap<>();
    private final Path jar;
    private final Contender unpacked;

    private Compare(Path directory, Database database, Path jar) {
        this.directory = directory;
        this.database = database;
        this.jar = jar;
        this.unpacked = Contender.unpacked(directory.resolve("unpacked"));
    }

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        Path data = Files.createTempDirectory(directory, "postgresql");
        try (Database database = new Database(data)) {
            Compare compare = new Compare(directory, database, Path.of(args[1]));
            compare.run(Path.of(args[2]));
            compare.report();
        }
    }

    private void run(Path unpack) throws IOException, SQLException, InterruptedException {
        for (Contender contender : contenders) {
            prepare(contender);
        }
        for (int round = 0; round < Settings.ROUNDS; round++) {
            for (Contender contender : turn(round)) {
                ingest(contender, round);
            }
        }
        for (Contender contender : contenders) {
            database.settle(contender.name());
            results.get(contender).full = database.sizes(contender.name());
        }
        unpack(unpack);
        for (int start = 0; start < Settings.STARTS; start++) {
            for (Contender contender : turn(start)) {
                startAgain(contender, start);
            }
        }
    }

    /** Runs the script that operators run. */
    private void unpack(Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        script.toString(),
                        jar.toString(),
                        directory.resolve("unpacked").toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(script + " failed");
        }
        contenders.add(unpacked);
        results.put(unpacked, new Results());
    }

    /** Who goes first changes each time. */
    private List<Contender> turn(int number) {
        List<Contender> order = new ArrayList<>(contenders);
        if (number % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }

    /** The first start: makes the schema and, with Consilium, stores its FHIR package. */
    private void prepare(Contender contender) throws IOException, SQLException, InterruptedException {
        Results result = new Results();
        results.put(contender, result);
        database.create(contender.name());
        try (RunningServer server = start(contender)) {
            result.firstStart = server.startSeconds();
            database.awaitQuiet(contender.name(), contender.authenticated());
        }
        database.settle(contender.name());
        result.empty = database.sizes(contender.name());
        out.printf("%s: first start %.1f s%n", contender.name(), result.firstStart);
    }

    private void ingest(Contender contender, int round) throws IOException, InterruptedException {
        Results result = results.get(contender);
        long seed = 1_000L * (round + 1);
        try (RunningServer server = start(contender)) {
            for (int entries : Settings.WARM_UP) {
                server.send(transaction(seed++, entries), entries);
                result.resources += entries;
            }
            for (int entries : Settings.MEASURED) {
                byte[] transaction = transaction(seed++, entries);
                double before = server.processorSeconds();
                double seconds = server.send(transaction, entries);
                result.ingests.add(new Results.Ingest(entries, seconds, server.processorSeconds() - before));
                result.resources += entries;
                out.printf("%s: %d entries in %.2f s, %.0f/s%n", contender.name(), entries, seconds, entries / seconds);
            }
        }
    }

    private void startAgain(Contender contender, int number) throws IOException, InterruptedException {
        try (RunningServer server = start(contender)) {
            double first = server.send(
                    transaction(-1L - number - 1_000L * contenders.indexOf(contender), FIRST_ENTRIES), FIRST_ENTRIES);
            Results.Start start = new Results.Start(server.startSeconds(), server.startProcessorSeconds(), first);
            results.get(contender).starts.add(start);
            out.printf("%s%s: %s%n", contender == unpacked ? "unpacked " : "", contender.name(), start);
        }
    }

    private RunningServer start(Contender contender) throws IOException, InterruptedException {
        return RunningServer.start(contender, directory, database.url(contender.name()));
    }

    private byte[] transaction(long seed, int entries) {
        return json.encodeResourceToString(SyntheaLike.transaction(seed, entries))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void report() throws IOException, SQLException {
        Results plain = results.get(contenders.get(0));
        Results ours = results.get(contenders.get(1));
        out.println();
        out.println("| | plain HAPI | Consilium | ratio | goal |");
        out.println("|-|-:|-:|-:|-:|");
        row("start on existing data, s (median)", plain, ours, Results.Start::seconds, "≤ 0.75");
        row("… processor seconds", plain, ours, Results.Start::processorSeconds, "");
        row("… first transaction after it, s", plain, ours, Results.Start::firstTransactionSeconds, "");
        Results prepared = results.get(unpacked);
        row("start of the unpacked server, s (median)", plain, prepared, Results.Start::seconds, "≤ 0.75");
        row("… processor seconds", plain, prepared, Results.Start::processorSeconds, "");
        row("… first transaction after it, s", plain, prepared, Results.Start::firstTransactionSeconds, "");
        row("ingest, resources/s", plain.resourcesPerSecond(), ours.resourcesPerSecond(), "≥ 1.0");
        Map<Integer, Double> rates = ours.resourcesPerSecondBySize();
        plain.resourcesPerSecondBySize()
                .forEach((size, rate) -> row("… " + size + " entries", rate, rates.get(size), ""));
        row(
                "… resources per processor second of the JVM",
                plain.resourcesPerProcessorSecond(),
                ours.resourcesPerProcessorSecond(),
                "");
        row("table and index bytes per resource", plain.bytesPerResource(), ours.bytesPerResource(), "≤ 0.7");
        if (Files.exists(jar)) {
            out.printf("| runnable jar, bytes | | %d | | ≤ 220 MB |%n", Files.size(jar));
        }
        Map<String, Object> raw = new TreeMap<>();
        contenders.forEach(contender -> raw.put(
                contender == unpacked ? "unpacked" : contender.name(),
                results.get(contender).raw()));
        raw.put("jvm", System.getProperty("java.vm.version") + " " + Settings.JVM);
        raw.put("postgresql", database.version());
        raw.put("processors", Runtime.getRuntime().availableProcessors());
        Path file = directory.resolve("results.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), raw);
        out.println();
        out.println("Raw numbers: " + file);
    }

    private void row(String what, Results plain, Results ours, ToDoubleFunction<Results.Start> part, String goal) {
        row(what, plain.median(part), ours.median(part), goal);
    }

    private void row(String what, double plain, double ours, String goal) {
        out.printf("| %s | %.2f | %.2f | %.2f | %s |%n", what, plain, ours, ours / plain, goal);
    }
}

package health.consilium.bench.completeness;

import health.consilium.bench.BenchClient;
import health.consilium.bench.Contender;
import health.consilium.bench.Database;
import health.consilium.bench.RunningServer;
import health.consilium.terminology.rules.Checklist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * {@code $completeness} over HTTP, of a stored case and of records in the request, on a server in a JVM of its own. Writes
 * {@code completeness-http.md} into the directory that is its first argument and {@code completeness-http.svg} into the second.
 */
public final class OverHttp {
    private static final Contender SERVER = new Contender(
            "completeness",
            "health.consilium.ConsiliumApplication",
            true,
            List.of("--spring.profiles.active=demo,bench"));

    /** A hospital of the demo, see examples. */
    private static final String HOSPITAL = "hospital-nairobi";

    private static final int STORED = Integer.getInteger("bench.stored", 500);
    private static final List<Integer> SIZES = List.of(100, 200, 500, 1000, 2000, 5000, 10_000);
    private static final int WARM_UP = Integer.getInteger("bench.requests.warmUp", 300);
    private static final int REQUESTS = Integer.getInteger("bench.requests", 500);
    private static final int CALLERS = 4;
    private static final int SECONDS = Integer.getInteger("bench.seconds", 15);

    private final Checklist checklist = CaseOf.checklist("breast");
    private final StringBuilder report = new StringBuilder();
    private final RunningServer server;
    private final String hospital;
    private final String coordinator;

    private OverHttp(RunningServer server) throws IOException, InterruptedException {
        this.server = server;
        this.hospital = server.token(HOSPITAL, HOSPITAL + "-demo-secret");
        this.coordinator = server.token(BenchClient.ID, BenchClient.SECRET);
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        Path data = Files.createTempDirectory(directory, "postgresql");
        try (Database database = new Database(data)) {
            database.create(SERVER.name());
            try (RunningServer server = RunningServer.start(SERVER, directory, database.url(SERVER.name()))) {
                database.awaitQuiet(SERVER.name(), true);
                OverHttp run = new OverHttp(server);
                run.stored(database);
                Path plot = Path.of(args[1]).resolve("completeness-http.svg");
                Files.writeString(plot, Growth.svg(run.stateless()));
                run.throughput();
                Files.writeString(directory.resolve("completeness-http.md"), run.report);
            }
        }
    }

    private void stored(Database database) throws IOException, InterruptedException, SQLException {
        String answer = server.post("", hospital, StoredCase.transaction(checklist, STORED));
        database.settle(SERVER.name());
        String path = "/ServiceRequest/" + StoredCase.caseId(answer) + "/$completeness";
        byte[] question = "{\"resourceType\": \"Parameters\"}".getBytes(StandardCharsets.UTF_8);
        say("| Stored case of " + STORED + " resources, asked by | p50 ms | p95 ms | p99 ms |%n|-|-|-|-|%n");
        say(row("the hospital", measure(() -> server.post(path, hospital, question), STORED, WARM_UP, REQUESTS)));
        say(row("the coordinator", measure(() -> server.post(path, coordinator, question), STORED, WARM_UP, REQUESTS)));
        say("%n");
    }

    private List<Measured> stateless() throws IOException, InterruptedException {
        List<Measured> measured = new ArrayList<>();
        say("| Records in the request | p50 ms | p95 ms | p99 ms |%n|-|-|-|-|%n");
        for (int size : SIZES) {
            byte[] question = StoredCase.precheck(checklist, size);
            int requests = Math.max(20, 100_000 / size);
            Measured one = measure(
                    () -> server.post("/ServiceRequest/$completeness", hospital, question),
                    size,
                    requests / 3,
                    requests);
            measured.add(one);
            say(row(size + " (" + question.length / 1000 + " kB)", one));
        }
        say("%n");
        return measured;
    }

    private void throughput() throws IOException, InterruptedException, ExecutionException {
        say("| Stateless checks, " + CALLERS + " callers | checks a second |%n|-|-|%n");
        byte[] example = StoredCase.precheck(checklist);
        say("| the breast case of the examples, %d kB | %.0f |%n", example.length / 1000, perSecond(example));
        for (int size : List.of(100, 500)) {
            say("| %d records | %.0f |%n", size, perSecond(StoredCase.precheck(checklist, size)));
        }
    }

    private double perSecond(byte[] question) throws InterruptedException, ExecutionException {
        calls(question, SECONDS / 3);
        return (double) calls(question, SECONDS) / SECONDS;
    }

    /** How many answers all callers together get in so many seconds. */
    private int calls(byte[] question, int seconds) throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            Callable<Integer> caller = () -> {
                int answers = 0;
                while (System.nanoTime() < end) {
                    server.post("/ServiceRequest/$completeness", hospital, question);
                    answers++;
                }
                return answers;
            };
            int all = 0;
            for (Future<Integer> one : callers.invokeAll(
                    IntStream.range(0, CALLERS).mapToObj(i -> caller).toList())) {
                all += one.get();
            }
            return all;
        } finally {
            callers.shutdown();
        }
    }

    private interface Call {
        String answer() throws IOException, InterruptedException;
    }

    private static Measured measure(Call call, int records, int warmUp, int requests)
            throws IOException, InterruptedException {
        for (int i = 0; i < warmUp; i++) {
            call.answer();
        }
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            call.answer();
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return new Measured(records, at(millis, 0.50), at(millis, 0.95), at(millis, 0.99));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }

    private static String row(String what, Measured m) {
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |%%n", what, m.p50(), m.p95(), m.p99());
    }

    private void say(String format, Object... values) {
        String words = String.format(Locale.ROOT, format, values);
        report.append(words);
        System.out.print(words);
    }
}

package health.consilium.bench.access;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import health.consilium.bench.BenchClient;
import health.consilium.bench.Contender;
import health.consilium.bench.Database;
import health.consilium.bench.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;

/**
 * What authorization and audit cost: the same requests to two servers on one database with the same data, from the same class
 * path, one as it is and one without either. The servers take turns that are shorter than the machine's moods, and both are
 * started afresh several times, because no two JVMs compile the same code alike. Each answer of the one is checked to hold as
 * many resources as that of the other, each request of the one to leave its event in the trail, and none of the other's.
 *
 * <p>Events are linked into the chain while both are measured; what that costs is in the processor time, of which each server's
 * own process is counted until the last event is linked. Writes {@code access.md} and {@code access.json} into the directory
 * that is its argument.
 */
public final class AccessBenchmark {

    private static final int CASES = Integer.getInteger("bench.access.cases", 40);
    private static final int RESULTS = Integer.getInteger("bench.access.results", 100);
    private static final int STARTS = Integer.getInteger("bench.access.starts", 3);
    private static final int WARM_UP = Integer.getInteger("bench.access.warmUp", 25);
    private static final int ROUNDS = Integer.getInteger("bench.access.rounds", 20);

    /** Reads take a tenth of a search's time: of them there are so many times as many turns. */
    private static final int READS = 8;

    private static final int CALLS = Integer.getInteger("bench.access.calls", 20);

    /** How many ask at once, in turn: one after the other, and as many as keep both processors busy. */
    private static final int[] CLIENTS = Stream.of(
                    System.getProperty("bench.access.clients", "1,8").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    private static final int MANY = Arrays.stream(CLIENTS).max().orElse(1);
    private static final String ONLY = System.getProperty("bench.access.only", "");
    private static final String ALSO = System.getProperty("bench.access.also", "");
    private static final String NAME = "access";
    private static final String MAIN = "health.consilium.ConsiliumApplication";

    private final Random random = new Random(20261125);
    private final Path directory;
    private final Database database;
    private final List<String> patients = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    private AccessBenchmark(Path directory, Database database) {
        this.directory = directory;
        this.database = database;
    }

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        try (Database database = new Database(Files.createTempDirectory(directory, "postgresql"))) {
            database.create(NAME);
            AccessBenchmark benchmark = new AccessBenchmark(directory, database);
            for (int start = 0; start < STARTS; start++) {
                benchmark.measureOnce();
            }
            benchmark.report();
        }
    }

    /** In two new JVMs, or three. */
    private void measureOnce() throws IOException, SQLException, InterruptedException {
        List<RunningServer> servers = new ArrayList<>();
        try {
            servers.add(start("open", Unguarded.PROFILE, false, ""));
            servers.add(start("guarded", "bench", true, ""));
            if (!ALSO.isEmpty()) {
                servers.add(start("also", "bench", true, ALSO));
            }
            if (results.isEmpty()) {
                fill(servers.get(1));
            }
            run(servers);
        } finally {
            for (RunningServer server : servers) {
                server.close();
            }
        }
    }

    private RunningServer start(String name, String profile, boolean authenticated, String options)
            throws IOException, InterruptedException {
        List<String> jvm = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
        Stream.of(options.split(" ")).filter(option -> !option.isEmpty()).forEach(jvm::add);
        return RunningServer.start(
                new Contender(name, MAIN, authenticated, List.of("--spring.profiles.active=" + profile), jvm),
                directory,
                database.url(NAME));
    }

    private void fill(RunningServer guarded) throws IOException, InterruptedException, SQLException {
        String hospital = guarded.token(Hospital.ID, Hospital.SECRET);
        guarded.post("", guarded.token(BenchClient.ID, BenchClient.SECRET), Records.organizations());
        for (int i = 0; i < CASES; i++) {
            guarded.post("", hospital, Records.caseOf(i, RESULTS));
        }
        database.awaitQuiet(NAME, true);
        database.settle(NAME);
        ids(guarded.get("Patient?_count=200", hospital), "Patient", patients);
        for (String patient : patients) {
            ids(guarded.get("Observation?patient=" + patient + "&_count=200", hospital), "Observation", results);
        }
        if (patients.size() != CASES || results.size() != CASES * RESULTS) {
            throw new IllegalStateException(patients.size() + " patients, " + results.size() + " results");
        }
    }

    private static void ids(String answer, String type, List<String> ids) {
        bundle(answer).getEntry().stream()
                .map(entry -> entry.getResource().getIdElement())
                .filter(id -> id.getResourceType().equals(type))
                .forEach(id -> ids.add(type + "/" + id.getIdPart()));
    }

    private static Bundle bundle(String answer) {
        return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, answer);
    }

    private record Kind(String name, boolean search, Supplier<String> request) {

        int times(int number) {
            return search ? number : READS * number;
        }
    }

    private List<Kind> kinds() {
        return List.of(
                new Kind("read", false, () -> any(results)),
                new Kind("vread", false, () -> any(results) + "/_history/1"),
                new Kind("search by patient", true, () -> "Observation?patient=" + any(patients)),
                new Kind(
                        "search by patient and category",
                        true,
                        () -> "Observation?patient=" + any(patients) + "&category=" + Records.CATEGORY
                                + "%7Claboratory"),
                new Kind(
                        "search with include",
                        true,
                        () -> "Observation?patient=" + any(patients) + "&_include=Observation:subject"));
    }

    private String any(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private void run(List<RunningServer> servers) throws IOException, InterruptedException, SQLException {
        for (boolean warm : new boolean[] {false, true}) {
            for (Caller caller : callers()) {
                for (Kind kind : kinds()) {
                    String name = kind.name() + " by " + caller.name();
                    if (!name.contains(ONLY)) {
                        continue;
                    }
                    if (!warm) {
                        // Many at once, because it is the number of calls that lets a JVM compile.
                        turns(
                                servers,
                                caller,
                                kind,
                                MANY,
                                kind.times(WARM_UP),
                                new Measured(caller.name(), kind.name(), 1));
                        continue;
                    }
                    for (int clients : CLIENTS) {
                        Measured into = measured.computeIfAbsent(
                                name + ", " + clients + " at once",
                                any -> new Measured(caller.name(), kind.name(), clients));
                        turns(servers, caller, kind, clients, kind.times(ROUNDS), into);
                        System.out.print(into.rows());
                    }
                }
            }
        }
    }

    private record Caller(String name, String client, String secret) {}

    private static List<Caller> callers() {
        return List.of(
                new Caller("desk", BenchClient.ID, BenchClient.SECRET),
                new Caller("hospital", Hospital.ID, Hospital.SECRET));
    }

    /** Each server so many calls in each round; who goes first changes with it. */
    private void turns(List<RunningServer> servers, Caller caller, Kind kind, int clients, int rounds, Measured into)
            throws IOException, InterruptedException, SQLException {
        List<String> tokens = new ArrayList<>();
        for (RunningServer server : servers) {
            tokens.add(tokens.isEmpty() ? "" : server.token(caller.client(), caller.secret()));
        }
        compare(servers, tokens, kind);
        int calls = Math.max(1, CALLS / clients) * clients;
        long before = events();
        List<Double> processors = processorSeconds(servers);
        double[][] millis = new double[servers.size()][rounds * calls];
        ExecutorService askers = Executors.newFixedThreadPool(clients);
        try {
            for (int round = 0; round < rounds; round++) {
                for (int turn = 0; turn < servers.size(); turn++) {
                    int number = (round + turn) % servers.size();
                    double[] one = ask(askers, clients, calls, servers.get(number), tokens.get(number), kind);
                    System.arraycopy(one, 0, millis[number], round * calls, calls);
                }
            }
        } finally {
            askers.shutdown();
        }
        long written = events() - before;
        long guarded = (servers.size() - 1L) * rounds * calls;
        if (written != guarded) {
            throw new IllegalStateException(guarded + " guarded requests, " + written + " events in the trail");
        }
        awaitChain();
        List<Double> after = processorSeconds(servers);
        for (int i = 0; i < servers.size(); i++) {
            into.add(i, new Measured.Start(millis[i], 1e3 * (after.get(i) - processors.get(i))));
        }
    }

    /** Milliseconds of each of so many calls, by so many clients at once. */
    private double[] ask(ExecutorService askers, int clients, int calls, RunningServer server, String token, Kind kind)
            throws InterruptedException {
        List<String> requests = Stream.generate(kind.request()).limit(calls).toList();
        double[] millis = new double[calls];
        List<Callable<Void>> each = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int first = client;
            each.add(() -> {
                for (int call = first; call < calls; call += clients) {
                    long begin = System.nanoTime();
                    server.get(requests.get(call), token);
                    millis[call] = (System.nanoTime() - begin) / 1e6;
                }
                return null;
            });
        }
        for (Future<Void> one : askers.invokeAll(each)) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return millis;
    }

    private static List<Double> processorSeconds(List<RunningServer> servers) {
        return servers.stream().map(RunningServer::processorSeconds).toList();
    }

    private void awaitChain() throws SQLException, InterruptedException {
        while (database.count(NAME, "select count(*) from audit_inbox") > 0) {
            synchronized (this) {
                wait(100);
            }
        }
    }

    /** The same request finds the same. */
    private static void compare(List<RunningServer> servers, List<String> tokens, Kind kind)
            throws IOException, InterruptedException {
        String request = kind.request().get();
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < servers.size(); i++) {
            String answer = servers.get(i).get(request, tokens.get(i));
            found.add(kind.search() ? bundle(answer).getEntry().size() : 1);
        }
        if (found.size() > 1) {
            throw new IllegalStateException(request + ": the servers answer with different numbers of resources");
        }
    }

    private long events() throws SQLException {
        return database.count(NAME, "select (select count(*) from audit_event) + (select count(*) from audit_inbox)");
    }

    private void report() throws IOException {
        StringBuilder table = new StringBuilder(Measured.HEADER);
        measured.values().forEach(one -> table.append(one.rows()));
        Files.writeString(directory.resolve("access.md"), table);
        Map<String, Object> raw = new TreeMap<>();
        measured.forEach((name, one) -> raw.put(name, one.raw()));
        raw.put("jvm", System.getProperty("java.vm.version"));
        raw.put("processors", Runtime.getRuntime().availableProcessors());
        raw.put("cases", CASES);
        raw.put("results of a case", RESULTS);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(directory.resolve("access.json").toFile(), raw);
        System.out.printf(Locale.ROOT, "%n%s%nRaw numbers: %s%n", table, directory.resolve("access.json"));
    }
}

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;

/**
 * What authorization and audit cost: the same requests to two servers on one database with the same data, from the same class
 * path, one as it is and one without either. The servers take turns. Each answer of the one is checked to hold as many
 * resources as that of the other, each request of the one to leave its event in the trail, and none of the other's.
 *
 * <p>A turn of the guarded server ends when its events are linked into the chain, so that it pays for that too. Writes
 * {@code access.md} and {@code access.json} into the directory that is its argument.
 */
public final class AccessBenchmark {

    private static final int CASES = Integer.getInteger("bench.access.cases", 40);
    private static final int RESULTS = Integer.getInteger("bench.access.results", 100);
    private static final int WARM_UP = Integer.getInteger("bench.access.warmUp", 1000);
    private static final int ROUNDS = Integer.getInteger("bench.access.rounds", 6);

    /** Reads take a tenth of a search's time: of them there are so many times as many turns, and calls to warm up. */
    private static final int READS = 4;

    private static final int CALLS = Integer.getInteger("bench.access.calls", 150);
    private static final String ONLY = System.getProperty("bench.access.only", "");
    private static final String NAME = "access";
    private static final String MAIN = "health.consilium.ConsiliumApplication";

    private static final Contender GUARDED =
            new Contender("guarded", MAIN, true, List.of("--spring.profiles.active=bench"));
    private static final Contender OPEN =
            new Contender("open", MAIN, false, List.of("--spring.profiles.active=" + Unguarded.PROFILE));

    private final Random random = new Random(20261125);
    private final Database database;
    private final RunningServer guarded;
    private final RunningServer open;
    private final List<String> patients = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<Measured> measured = new ArrayList<>();

    private AccessBenchmark(Database database, RunningServer guarded, RunningServer open) {
        this.database = database;
        this.guarded = guarded;
        this.open = open;
    }

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        Path directory = Files.createDirectories(Path.of(args[0])).toAbsolutePath();
        try (Database database = new Database(Files.createTempDirectory(directory, "postgresql"))) {
            database.create(NAME);
            try (RunningServer guarded = RunningServer.start(GUARDED, directory, database.url(NAME));
                    RunningServer open = RunningServer.start(OPEN, directory, database.url(NAME))) {
                AccessBenchmark benchmark = new AccessBenchmark(database, guarded, open);
                benchmark.fill();
                benchmark.run();
                benchmark.report(directory);
            }
        }
    }

    private void fill() throws IOException, InterruptedException, SQLException {
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

    private void run() throws IOException, InterruptedException, SQLException {
        for (boolean warm : new boolean[] {false, true}) {
            for (Caller caller : callers()) {
                for (Kind kind : kinds()) {
                    Measured one = new Measured(caller.name(), kind.name());
                    if (!one.name().contains(ONLY)) {
                        continue;
                    }
                    if (warm) {
                        compare(caller, kind);
                        for (int round = 0; round < kind.times(ROUNDS); round++) {
                            turns(round, caller, kind, CALLS, one);
                        }
                        measured.add(one);
                        System.out.print(one.row());
                    } else {
                        turns(0, caller, kind, kind.times(WARM_UP), one);
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

    /** Each server so many calls; who goes first changes with each round. */
    private void turns(int round, Caller caller, Kind kind, int calls, Measured into)
            throws IOException, InterruptedException, SQLException {
        for (boolean first : new boolean[] {true, false}) {
            boolean withGuards = first == (round % 2 == 0);
            long before = events();
            String token = withGuards ? guarded.token(caller.client(), caller.secret()) : "";
            long signedIn = events() - before;
            RunningServer server = withGuards ? guarded : open;
            for (int i = 0; i < calls; i++) {
                String request = kind.request().get();
                long begin = System.nanoTime();
                server.get(request, token);
                into.add(withGuards, (System.nanoTime() - begin) / 1e6);
            }
            long written = events() - before - signedIn;
            if (written != (withGuards ? calls : 0)) {
                throw new IllegalStateException(calls + " requests, " + written + " events in the trail");
            }
            awaitChain();
        }
    }

    /** The same request finds the same. */
    private void compare(Caller caller, Kind kind) throws IOException, InterruptedException {
        String request = kind.request().get();
        String one = guarded.get(request, guarded.token(caller.client(), caller.secret()));
        String other = open.get(request, "");
        if (kind.search()
                && bundle(one).getEntry().size() != bundle(other).getEntry().size()) {
            throw new IllegalStateException(request + ": the servers answer with different numbers of resources");
        }
    }

    private long events() throws SQLException {
        return database.count(NAME, "select (select count(*) from audit_event) + (select count(*) from audit_inbox)");
    }

    private void awaitChain() throws SQLException, InterruptedException {
        while (database.count(NAME, "select count(*) from audit_inbox") > 0) {
            synchronized (this) {
                wait(100);
            }
        }
    }

    private void report(Path directory) throws IOException {
        StringBuilder table = new StringBuilder(Measured.HEADER);
        measured.forEach(one -> table.append(one.row()));
        Files.writeString(directory.resolve("access.md"), table);
        Map<String, Object> raw = new TreeMap<>();
        measured.forEach(one -> raw.put(one.name(), one.raw()));
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

package health.consilium.bench.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Milliseconds of one kind of request of one caller, by server: the first has neither authorization nor audit. */
final class Measured {

    static final String HEADER =
            """
            | Caller | Request | At once | p50 without | p50 with | more | in each start | p95 without | p95 with | more \
            | processor without | with | more |
            |-|-|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|-:|
            """;

    private final String caller;
    private final String kind;
    private final int clients;

    /** By server, then by start. */
    private final Map<Integer, List<Start>> servers = new TreeMap<>();

    /**
     * What one JVM did.
     *
     * @param millis of each request
     * @param processorMillis that its process took for them, with what it does for them later
     */
    record Start(double[] millis, double processorMillis) {}

    /** @param clients how many ask at once */
    Measured(String caller, String kind, int clients) {
        this.caller = caller;
        this.kind = kind;
        this.clients = clients;
    }

    void add(int server, Start start) {
        servers.computeIfAbsent(server, number -> new ArrayList<>()).add(start);
    }

    /** One for each server with guards. */
    String rows() {
        return servers.keySet().stream()
                .filter(server -> server > 0)
                .map(this::row)
                .collect(Collectors.joining());
    }

    private String row(int server) {
        List<Start> without = servers.get(0);
        List<Start> with = servers.get(server);
        return "| %s | %s | %d | %s | %s | %s |\n"
                .formatted(
                        caller,
                        kind,
                        clients,
                        columns(at(without, 0.5), at(with, 0.5)) + " | " + each(without, with),
                        columns(at(without, 0.95), at(with, 0.95)),
                        columns(processor(without), processor(with)));
    }

    private static String columns(double without, double with) {
        return String.format(Locale.ROOT, "%.2f ms | %.2f ms | %+.1f %%", without, with, more(without, with));
    }

    private static String each(List<Start> without, List<Start> with) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            double more = more(at(without.subList(i, i + 1), 0.5), at(with.subList(i, i + 1), 0.5));
            each.add(String.format(Locale.ROOT, "%+.1f", more));
        }
        return String.join(", ", each);
    }

    private static double more(double without, double with) {
        return 100 * (with / without - 1);
    }

    private static double processor(List<Start> starts) {
        return starts.stream().mapToDouble(Start::processorMillis).sum()
                / starts.stream().mapToInt(start -> start.millis().length).sum();
    }

    private static double at(List<Start> starts, double share) {
        double[] sorted = starts.stream()
                .flatMapToDouble(start -> Arrays.stream(start.millis()))
                .sorted()
                .toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    Map<Integer, List<Start>> raw() {
        return servers;
    }
}

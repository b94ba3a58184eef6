package health.consilium.bench.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Milliseconds of one kind of request of one caller, with authorization and audit and without. */
final class Measured {

    static final String HEADER =
            """
            | Caller | Request | p50 without | p50 with | more | p95 without | p95 with | more |
            |-|-|-:|-:|-:|-:|-:|-:|
            """;

    private final String caller;
    private final String kind;
    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();

    Measured(String caller, String kind) {
        this.caller = caller;
        this.kind = kind;
    }

    void add(boolean guarded, double millis) {
        (guarded ? with : without).add(millis);
    }

    String name() {
        return kind + " by " + caller;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f ms | %.2f ms | %+.0f %% | %.2f ms | %.2f ms | %+.0f %% |%n",
                caller,
                kind,
                at(without, 0.5),
                at(with, 0.5),
                more(0.5),
                at(without, 0.95),
                at(with, 0.95),
                more(0.95));
    }

    private double more(double share) {
        return 100 * (at(with, share) / at(without, share) - 1);
    }

    Map<String, List<Double>> raw() {
        return Map.of("with", with, "without", without);
    }

    private static double at(List<Double> millis, double share) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }
}

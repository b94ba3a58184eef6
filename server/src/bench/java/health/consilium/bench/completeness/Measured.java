package health.consilium.bench.completeness;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** How long one check takes for a case of so many records, in milliseconds. */
record Measured(int records, double p50, double p95, double p99) {

    static Measured of(RunResult result) {
        Statistics micros = result.getPrimaryResult().getStatistics();
        return new Measured(
                Integer.parseInt(result.getParams().getParam("records")),
                micros.getPercentile(50) / 1000,
                micros.getPercentile(95) / 1000,
                micros.getPercentile(99) / 1000);
    }

    static String table(List<Measured> measured) {
        StringBuilder table =
                new StringBuilder("| Records | p50 ms | p95 ms | p99 ms | p50 µs a record |\n|-|-|-|-|-|\n");
        measured.forEach(m -> table.append(String.format(
                Locale.ROOT,
                "| %d | %.2f | %.2f | %.2f | %.2f |%n",
                m.records(),
                m.p50(),
                m.p95(),
                m.p99(),
                m.p50() * 1000 / m.records())));
        return table.toString();
    }
}

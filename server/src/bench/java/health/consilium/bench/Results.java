package health.consilium.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What was measured of one server. */
final class Results {

    /** One transaction: by the clock, and what the server's JVM took of the processors. */
    record Ingest(int entries, double seconds, double processorSeconds) {}

    /** One start on existing data, and the first transaction after it, which pays for what a start leaves for later. */
    record Start(double seconds, double processorSeconds, double firstTransactionSeconds) {}

    final List<Ingest> ingests = new ArrayList<>();
    final List<Start> starts = new ArrayList<>();
    double firstStart;
    Map<String, Long> empty = Map.of();
    Map<String, Long> full = Map.of();
    long resources;

    double resourcesPerSecond() {
        return rate(ingests);
    }

    Map<Integer, Double> resourcesPerSecondBySize() {
        Map<Integer, Double> rates = new TreeMap<>();
        ingests.stream()
                .map(Ingest::entries)
                .distinct()
                .forEach(size -> rates.put(
                        size,
                        rate(ingests.stream()
                                .filter(ingest -> ingest.entries() == size)
                                .toList())));
        return rates;
    }

    private static double rate(List<Ingest> ingests) {
        return ingests.stream().mapToInt(Ingest::entries).sum()
                / ingests.stream().mapToDouble(Ingest::seconds).sum();
    }

    double median(ToDoubleFunction<Start> part) {
        double[] sorted = starts.stream().mapToDouble(part).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double resourcesPerProcessorSecond() {
        return ingests.stream().mapToInt(Ingest::entries).sum()
                / ingests.stream().mapToDouble(Ingest::processorSeconds).sum();
    }

    /** What the ingest added, so that neither the empty schema nor Consilium's own FHIR package counts. */
    double bytesPerResource() {
        return (double) (sum(full) - sum(empty)) / resources;
    }

    static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The tables that grew, with the bytes that each takes per resource. */
    Map<String, Double> growth() {
        Map<String, Double> growth = new TreeMap<>();
        full.forEach((table, bytes) -> {
            long grown = bytes - empty.getOrDefault(table, 0L);
            if (grown > 0) {
                growth.put(table, (double) grown / resources);
            }
        });
        return growth;
    }

    Map<String, Object> raw() {
        if (ingests.isEmpty()) {
            return Map.of("starts", starts);
        }
        Map<String, Object> raw = new TreeMap<>();
        raw.put("firstStartSeconds", firstStart);
        raw.put("starts", starts);
        raw.put("ingests", ingests);
        raw.put("resourcesPerSecond", resourcesPerSecond());
        raw.put("resourcesPerSecondBySize", resourcesPerSecondBySize());
        raw.put("resources", resources);
        raw.put("bytesEmpty", sum(empty));
        raw.put("bytesFull", sum(full));
        raw.put("bytesPerResource", bytesPerResource());
        raw.put("bytesPerResourceByTable", growth());
        return raw;
    }
}

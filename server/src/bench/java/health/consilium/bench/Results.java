package health.consilium.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was measured of one server. */
final class Results {

    /** One transaction. */
    record Ingest(int entries, double seconds) {}

    final List<Ingest> ingests = new ArrayList<>();
    final List<Double> starts = new ArrayList<>();
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

    /** The median. */
    double start() {
        List<Double> sorted = starts.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
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
        Map<String, Object> raw = new TreeMap<>();
        raw.put("firstStartSeconds", firstStart);
        raw.put("startSeconds", starts);
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

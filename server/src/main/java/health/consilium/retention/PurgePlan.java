package health.consilium.retention;

import health.consilium.fhir.ErasedBytes.Bytes;
import health.consilium.fhir.Eraser.Stored;
import health.consilium.retention.rules.Selection.Handover;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an erasure has to do, written down before anything of it is done: a server that takes it over finds here what the one
 * before can no longer look up.
 *
 * @param going what is erased
 * @param cut what stays and refers to it
 * @param shared what stays because another case needs it
 * @param bytes of the documents among it
 */
record PurgePlan(List<Stored> going, List<Stored> cut, List<Handover> shared, List<Bytes> bytes) {

    /**
     * What remains of it for good.
     *
     * @param counts how many resources went, by type, and how much of what modules keep beside them
     * @param bytes what their bytes were
     * @param shared how many resources stay because another case needs them
     */
    record Statement(Map<String, Integer> counts, List<Hash> bytes, int shared) {

        /** Of one document. */
        record Hash(String sha256, long size) {}

        /** With what was found later. */
        Statement and(Statement more) {
            Map<String, Integer> sum = new TreeMap<>(counts);
            more.counts().forEach((type, count) -> sum.merge(type, count, Integer::sum));
            Set<Hash> all = new LinkedHashSet<>(bytes);
            all.addAll(more.bytes());
            return new Statement(sum, List.copyOf(all), more.shared());
        }

        List<String> hashes() {
            return bytes.stream().map(Hash::sha256).distinct().toList();
        }
    }

    Set<String> references() {
        return going.stream().map(Stored::reference).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<Long> keys() {
        return going.stream().map(Stored::key).toList();
    }

    /** Where the bytes lie that are kept outside the database. */
    List<String> contents() {
        return bytes.stream().map(Bytes::contentId).filter(Objects::nonNull).toList();
    }

    List<Statement.Hash> hashes() {
        List<Statement.Hash> hashes = new ArrayList<>();
        bytes.forEach(one -> hashes.add(new Statement.Hash(one.sha256(), one.size())));
        return hashes;
    }
}

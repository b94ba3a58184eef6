package health.consilium.access.audit;

import health.consilium.access.Compartment;
import health.consilium.access.Concerned;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Resource;

/** Which resources a request or a database transaction touched, and whom they concern. */
final class Trace {

    /**
     * Resources that belong together.
     *
     * @param patients references; none where the resources do not say, as with documents' bytes
     * @param cases numbers of the cases
     * @param entities type, id and version
     * @param emergencies declarations because of which alone they were reached; none for what was done as usual
     */
    record Share(Set<String> patients, Set<String> cases, Set<String> entities, Set<String> emergencies) {

        Share() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        private void add(String entity, Touched touched) {
            if (!touched.patient().isEmpty()) {
                patients.add(touched.patient());
            }
            touched.caseNumber().ifPresent(cases::add);
            entities.add(entity);
            touched.emergency().ifPresent(emergencies::add);
        }
    }

    /**
     * What is known of one resource.
     *
     * @param patient reference; empty where the resource names none
     */
    private record Touched(String patient, Optional<String> caseNumber, Optional<String> emergency) {}

    /** By type, id and version. */
    private final Map<String, Touched> touched = new LinkedHashMap<>();

    void add(Resource resource) {
        add(resource, Optional.empty());
    }

    void add(Resource resource, Optional<String> emergency) {
        touched.put(
                name(resource),
                new Touched(Concerned.patient(resource).orElse(""), Compartment.caseNumber(resource), emergency));
    }

    /** Type, id and version. */
    static String name(Resource resource) {
        return Concerned.versioned(resource);
    }

    static String unversioned(String name) {
        return Concerned.unversioned(name);
    }

    /** Whether anything of this was reached because of an emergency. */
    boolean isOfEmergency() {
        return touched.values().stream()
                .anyMatch(resource -> resource.emergency().isPresent());
    }

    boolean isEmpty() {
        return touched.isEmpty();
    }

    /** What of this has such a name, of type, id and version. */
    Trace only(Predicate<String> named) {
        Trace part = new Trace();
        touched.forEach((entity, resource) -> {
            if (named.test(entity)) {
                part.touched.put(entity, resource);
            }
        });
        return part;
    }

    /** The same of a few names. */
    Trace only(Collection<String> names) {
        Trace part = new Trace();
        for (String name : names) {
            Touched resource = touched.get(name);
            if (resource != null) {
                part.touched.put(name, resource);
            }
        }
        return part;
    }

    /**
     * One for each patient. What names no patient goes with the patient where there is but one: bytes belong to the document
     * beside them.
     */
    List<Share> shares() {
        Map<String, Share> shares = new LinkedHashMap<>();
        touched.forEach((entity, resource) ->
                shares.computeIfAbsent(resource.patient(), key -> new Share()).add(entity, resource));
        return shares.size() == 2 && shares.containsKey("") ? List.of(whole()) : List.copyOf(shares.values());
    }

    /** All of them as one. */
    Share whole() {
        return whole(List.of(this));
    }

    static Share whole(Collection<Trace> traces) {
        Share whole = new Share();
        traces.forEach(trace -> trace.touched.forEach(whole::add));
        return whole;
    }
}

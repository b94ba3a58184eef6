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

        private void add(Share other) {
            patients.addAll(other.patients);
            cases.addAll(other.cases);
            entities.addAll(other.entities);
            emergencies.addAll(other.emergencies);
        }
    }

    private final Map<String, Share> shares = new LinkedHashMap<>();

    void add(Resource resource) {
        add(resource, Optional.empty());
    }

    void add(Resource resource, Optional<String> emergency) {
        String patient = Concerned.patient(resource).orElse("");
        Share share = shares.computeIfAbsent(patient, key -> new Share());
        if (!patient.isEmpty()) {
            share.patients().add(patient);
        }
        Compartment.caseNumber(resource).ifPresent(share.cases()::add);
        share.entities().add(Concerned.versioned(resource));
        emergency.ifPresent(share.emergencies()::add);
    }

    /** Whether anything of this was reached because of an emergency. */
    boolean isOfEmergency() {
        return shares.values().stream().anyMatch(share -> !share.emergencies().isEmpty());
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    /**
     * One for each patient. What names no patient goes with the patient where there is but one: bytes belong to the document
     * beside them.
     */
    List<Share> shares() {
        return shares.size() == 2 && shares.containsKey("") ? List.of(whole()) : List.copyOf(shares.values());
    }

    /** All of them as one. */
    Share whole() {
        return whole(List.of(this));
    }

    static Share whole(Collection<Trace> traces) {
        Share whole = new Share();
        traces.forEach(trace -> trace.shares.values().forEach(whole::add));
        return whole;
    }
}

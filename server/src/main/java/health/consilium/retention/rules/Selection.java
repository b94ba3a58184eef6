package health.consilium.retention.rules;

import health.consilium.fhir.Eraser.Link;
import health.consilium.fhir.Eraser.Stored;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which resources of a case go. What another case needs stays; what refers to something that goes has that reference cut; what
 * belongs to no case and is about something that goes, such as a proxy of the patient, goes with it.
 */
public final class Selection {

    private static final Set<String> PREFIXES = Set.of("case.", "desk.");

    private final String caseNumber;
    private final Scope scope;
    private final Set<String> clinical;
    private final Set<String> unowned;
    private final Map<Long, Stored> going = new LinkedHashMap<>();
    private final Map<Long, Stored> cut = new LinkedHashMap<>();
    private final Map<Long, Handover> shared = new LinkedHashMap<>();

    /**
     * What stays because another case needs it.
     *
     * @param resource as it is
     * @param to labels of the cases that need it
     */
    public record Handover(Stored resource, Set<String> to) {}

    /**
     * @param clinical types of clinical facts and documents
     * @param unowned types that belong to no case, such as those of the directory
     */
    public Selection(String caseNumber, Scope scope, Set<String> clinical, Set<String> unowned) {
        this.caseNumber = caseNumber;
        this.scope = scope;
        this.clinical = clinical;
        this.unowned = unowned;
    }

    /**
     * What bears the labels of the case.
     *
     * @param proof references of what stays as proof of the erasure itself
     */
    public void begin(Collection<Stored> ofCase, Set<String> proof) {
        for (Stored resource : ofCase) {
            if (isGroup(resource)) {
                // A cohort is its sender's, whatever labels it bears from before.
                continue;
            }
            if (isOfAnotherCase(resource)) {
                shared.put(resource.key(), new Handover(resource, others(resource)));
            } else if (!proof.contains(resource.reference()) && scope.takes(resource.type(), clinical)) {
                going.put(resource.key(), resource);
            }
        }
    }

    /** @return whether something has changed, so that what refers to what goes has to be asked for again */
    public boolean settle(Collection<Link> fromOutside) {
        cut.clear();
        boolean changed = false;
        for (Link link : fromOutside) {
            Stored source = link.source();
            if (source.deleted() || !going.containsKey(link.target())) {
                continue;
            }
            if (isGroup(source)) {
                cut.put(source.key(), source);
            } else if (isOfAnotherCase(source) || unowned.contains(source.type())) {
                keep(link.target(), others(source));
                changed = true;
            } else if (isOfThisCase(source) || !scope.takes(source.type(), clinical)) {
                cut.put(source.key(), source);
            } else {
                changed |= going.putIfAbsent(source.key(), source) == null;
            }
        }
        return changed;
    }

    /**
     * What cannot be asked for as a reference stays with what needs it, as bytes with their document.
     *
     * @return whether something has changed
     */
    public boolean keepWith(Stored resource, Handover owner) {
        return keep(resource.key(), owner.to());
    }

    private boolean keep(long key, Set<String> to) {
        Stored kept = going.remove(key);
        if (kept != null) {
            shared.put(key, new Handover(kept, to));
        }
        return kept != null;
    }

    private Set<String> others(Stored resource) {
        return resource.labels().stream()
                .filter(label -> PREFIXES.stream().anyMatch(label::startsWith))
                .filter(label -> !label.endsWith("." + caseNumber))
                .collect(Collectors.toSet());
    }

    private static boolean isGroup(Stored resource) {
        return resource.type().equals("Group");
    }

    private boolean isOfThisCase(Stored resource) {
        return PREFIXES.stream().anyMatch(prefix -> resource.labels().contains(prefix + caseNumber));
    }

    private boolean isOfAnotherCase(Stored resource) {
        return !others(resource).isEmpty();
    }

    public List<Stored> going() {
        return List.copyOf(going.values());
    }

    /** What stays and refers to something that goes. */
    public List<Stored> cut() {
        return List.copyOf(cut.values());
    }

    /** What another case needs. */
    public List<Handover> shared() {
        return List.copyOf(shared.values());
    }

    /** How many go, by type. */
    public Map<String, Integer> counts() {
        return going.values().stream()
                .collect(Collectors.toMap(Stored::type, resource -> 1, Integer::sum, java.util.TreeMap::new));
    }
}

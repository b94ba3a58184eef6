package health.consilium.terminology.rules;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.PlanDefinition;

/** All checklists, by tumour type and canonical URL. */
public final class ChecklistLibrary {
    private static final String PREFIX = Systems.CONSILIUM + "/PlanDefinition/checklist-";

    private final Map<String, Checklist> byUrl = new LinkedHashMap<>();

    private ChecklistLibrary() {}

    /**
     * Reads the checklists among the plan definitions; others are ignored.
     *
     * @throws ContentException if a checklist cannot be read
     */
    public static ChecklistLibrary of(Collection<PlanDefinition> planDefinitions) {
        ChecklistLibrary library = new ChecklistLibrary();
        planDefinitions.stream()
                .filter(p -> p.hasUrl() && p.getUrl().startsWith(PREFIX))
                .map(ChecklistReader::read)
                .forEach(c -> library.byUrl.put(c.url(), c));
        return library;
    }

    public List<Checklist> all() {
        return List.copyOf(byUrl.values());
    }

    public Optional<Checklist> forTumourType(String tumourType) {
        return Optional.ofNullable(byUrl.get(PREFIX + tumourType));
    }

    /** @param canonical with or without a version; a version that we do not have finds nothing */
    public Optional<Checklist> byCanonical(String canonical) {
        int bar = canonical.indexOf('|');
        if (bar < 0) {
            return Optional.ofNullable(byUrl.get(canonical));
        }
        String version = canonical.substring(bar + 1);
        return Optional.ofNullable(byUrl.get(canonical.substring(0, bar)))
                .filter(c -> c.version().equals(version));
    }
}

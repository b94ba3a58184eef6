package health.consilium.terminology.rules;

import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.terminology.rules.TumourTypeMapping.Unmapped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;

/** Codes of other systems (SNOMED CT) whose map to tumour types somebody supplied; such a map must be exact. */
final class DirectMap {
    private final Map<Code, Set<TumourType>> byCode = new HashMap<>();

    static DirectMap of(TumourTypes types, Collection<ConceptMap> maps) {
        DirectMap map = new DirectMap();
        maps.stream()
                .flatMap(m -> m.getGroup().stream())
                .filter(g -> Systems.TUMOUR_TYPE.equals(g.getTarget()))
                .filter(g -> !isIcd(g.getSource()))
                .forEach(g -> map.add(g, types));
        return map;
    }

    private static boolean isIcd(String system) {
        return Systems.isIcdO3(system) || Systems.isIcd10(system) || Systems.isIcd10Cm(system);
    }

    private void add(ConceptMapGroupComponent group, TumourTypes types) {
        group.getElement().forEach(e -> e.getTarget().forEach(t -> byCode.computeIfAbsent(
                        new Code(group.getSource(), e.getCode()), c -> new LinkedHashSet<>())
                .add(types.get(t.getCode()))));
    }

    TumourTypeMapping map(List<Code> codes) {
        Set<TumourType> found = new LinkedHashSet<>();
        codes.forEach(c -> found.addAll(byCode.getOrDefault(c, Set.of())));
        if (found.isEmpty()) {
            return new Unmapped("The diagnosis is coded " + codes + ", for which no map to a tumour type is loaded");
        }
        return found.size() == 1
                ? new Mapped(found.iterator().next(), "Mapped from " + codes)
                : new Ambiguous(List.copyOf(found), "Several tumour types fit " + codes);
    }
}

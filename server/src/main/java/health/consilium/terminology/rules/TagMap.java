package health.consilium.terminology.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;

/** ICD-O-3 codes to tags of the case facts {@code histology} and {@code primarySite}. */
public final class TagMap {
    private record Tag(String tag, List<String> onlyAt) {}

    private final Map<String, List<Tag>> byCode = new HashMap<>();

    private TagMap() {}

    /** @param target {@link Systems#HISTOLOGY_TAG} or {@link Systems#SITE_TAG} */
    public static TagMap of(String target, Collection<ConceptMap> maps) {
        TagMap map = new TagMap();
        maps.stream()
                .flatMap(m -> m.getGroup().stream())
                .filter(g -> target.equals(g.getTarget()) && Systems.isIcdO3(g.getSource()))
                .forEach(map::add);
        return map;
    }

    private void add(ConceptMapGroupComponent group) {
        group.getElement()
                .forEach(e -> byCode.put(
                        e.getCode(), e.getTarget().stream().map(TagMap::tag).toList()));
    }

    private static Tag tag(TargetElementComponent target) {
        return new Tag(
                target.getCode(),
                target.getDependsOn().stream().map(d -> d.getValue()).toList());
    }

    /** Tags of the code that the tumour type knows; site may be null. */
    public Set<String> tags(String code, String site, Set<String> known) {
        Set<String> tags = new LinkedHashSet<>();
        for (Tag tag : byCode.getOrDefault(code, List.of())) {
            boolean atSite = tag.onlyAt().isEmpty()
                    || site != null && tag.onlyAt().stream().anyMatch(site::startsWith);
            if (atSite && known.contains(tag.tag())) {
                tags.add(tag.tag());
            }
        }
        return tags;
    }
}

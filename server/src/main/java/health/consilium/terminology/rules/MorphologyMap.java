package health.consilium.terminology.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.OtherElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;

/** ICD-O-3 morphology and topography to tumour types, with the exclusions of the concept maps. */
final class MorphologyMap {
    private static final String FEMALE_ONLY = "female";

    /** Sites whose fourth character tells organs apart; elsewhere three are compared. */
    private static final Set<String> FOUR_CHARACTERS = Set.of("C22", "C48", "C57");

    private final Map<String, Set<TumourType>> byMorphology = new HashMap<>();
    private final Map<String, Set<TumourType>> bySite = new HashMap<>();
    private final Map<String, Set<TumourType>> bySiteOfWomen = new HashMap<>();
    private final Map<String, Map<TumourType, Set<String>>> exclusions = new HashMap<>();
    private final Set<String> neverMorphology = new HashSet<>();

    static MorphologyMap of(TumourTypes types, Collection<ConceptMap> maps) {
        MorphologyMap map = new MorphologyMap();
        groups(maps).forEach(element -> element.getTarget().forEach(t -> map.add(element, t, types.get(t.getCode()))));
        return map;
    }

    private static Stream<SourceElementComponent> groups(Collection<ConceptMap> maps) {
        return maps.stream()
                .flatMap(m -> m.getGroup().stream())
                .filter(g -> Systems.isIcdO3(g.getSource()) && Systems.TUMOUR_TYPE.equals(g.getTarget()))
                .flatMap(g -> g.getElement().stream());
    }

    private void add(SourceElementComponent element, TargetElementComponent target, TumourType type) {
        String code = element.getCode();
        List<String> dependencies = target.getDependsOn().stream()
                .map(OtherElementComponent::getValue)
                .toList();
        if (!Diagnosis.isMorphology(code)) {
            boolean women = dependencies.contains(FEMALE_ONLY);
            put(women ? bySiteOfWomen : bySite, siteKey(code), type);
        } else if (target.getEquivalence() != ConceptMapEquivalence.DISJOINT) {
            put(byMorphology, code, type);
        } else if (dependencies.isEmpty()) {
            neverMorphology.add(code + " " + type.id());
        } else {
            exclusions
                    .computeIfAbsent(code, c -> new HashMap<>())
                    .computeIfAbsent(type, t -> new HashSet<>())
                    .addAll(dependencies);
        }
    }

    private static void put(Map<String, Set<TumourType>> map, String key, TumourType type) {
        map.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(type);
    }

    /** Types that fit the morphology and, where they depend on it, the site; site and gender may be null. */
    List<TumourType> candidates(String morphology, String site, String gender) {
        List<TumourType> candidates = new ArrayList<>();
        for (TumourType type : byMorphology.getOrDefault(morphology, Set.of())) {
            boolean siteFits = !type.driver().needsSite() || site != null && fitsSite(type, site, gender);
            if (siteFits && !isExcluded(morphology, type, site)) {
                candidates.add(type);
            }
        }
        return candidates;
    }

    List<TumourType> typesOf(String morphology) {
        return List.copyOf(byMorphology.getOrDefault(morphology, Set.of()));
    }

    /** Types that the site alone suggests: those whose driver is the site. */
    List<TumourType> typesAt(String site) {
        return bySite.getOrDefault(siteKey(site), Set.of()).stream()
                .filter(t -> t.driver().needsSite())
                .toList();
    }

    private boolean fitsSite(TumourType type, String site, String gender) {
        String key = siteKey(site);
        boolean notMale = gender == null || FEMALE_ONLY.equals(gender);
        return bySite.getOrDefault(key, Set.of()).contains(type)
                || notMale && bySiteOfWomen.getOrDefault(key, Set.of()).contains(type);
    }

    private boolean isExcluded(String morphology, TumourType type, String site) {
        Set<String> sites = exclusions.getOrDefault(morphology, Map.of()).getOrDefault(type, Set.of());
        return neverMorphology.contains(morphology + " " + type.id())
                || site != null && sites.stream().anyMatch(site::startsWith);
    }

    private static String siteKey(String site) {
        String code = site.replace(".", "");
        String organ = code.substring(0, Math.min(3, code.length()));
        return FOUR_CHARACTERS.contains(organ) ? code.substring(0, Math.min(4, code.length())) : organ;
    }
}

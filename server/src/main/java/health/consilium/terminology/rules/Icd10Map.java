package health.consilium.terminology.rules;

import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.terminology.rules.TumourTypeMapping.NeedsPrimary;
import health.consilium.terminology.rules.TumourTypeMapping.NoDiagnosis;
import health.consilium.terminology.rules.TumourTypeMapping.Unmapped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.Extension;

/** ICD-10 (WHO and CM) to tumour types: the longest matching prefix, as far as ICD-10 alone may decide. */
final class Icd10Map {
    private static final String ALONE = Systems.extension("icd10-alone");
    private static final Set<String> SECONDARY = Set.of("C77", "C78", "C79", "C7B");

    private record Entry(TumourType type, boolean decides) {}

    private final Map<String, List<Entry>> who = new HashMap<>();
    private final Map<String, List<Entry>> cm = new HashMap<>();

    static Icd10Map of(TumourTypes types, Collection<ConceptMap> maps) {
        Icd10Map map = new Icd10Map();
        maps.stream()
                .flatMap(m -> m.getGroup().stream())
                .filter(g -> Systems.TUMOUR_TYPE.equals(g.getTarget()))
                .forEach(g -> map.add(g, types));
        return map;
    }

    private void add(ConceptMapGroupComponent group, TumourTypes types) {
        boolean isCm = Systems.isIcd10Cm(group.getSource());
        if (!isCm && !Systems.isIcd10(group.getSource())) {
            return;
        }
        group.getElement().forEach(e -> e.getTarget().forEach(t -> {
            Extension alone = t.getExtensionByUrl(ALONE);
            boolean decides = alone != null && "yes".equals(alone.getValue().primitiveValue());
            (isCm ? cm : who)
                    .computeIfAbsent(plain(e.getCode()), c -> new ArrayList<>())
                    .add(new Entry(types.get(t.getCode()), decides));
        }));
    }

    TumourTypeMapping map(Diagnosis diagnosis) {
        boolean isCm = diagnosis.icd10() == null;
        String code = isCm ? diagnosis.icd10Cm() : diagnosis.icd10();
        String key = plain(code);
        if (SECONDARY.stream().anyMatch(key::startsWith)) {
            return new NeedsPrimary(code, code + " is a secondary tumour: give the primary");
        }
        for (int length = key.length(); length >= 3; length--) {
            List<Entry> entries = entries(key.substring(0, length), isCm);
            if (!entries.isEmpty()) {
                return decide(code, entries);
            }
        }
        List<TumourType> below = typesBelow(key, isCm);
        if (!below.isEmpty()) {
            return new Ambiguous(below, "ICD-10 " + code + " is not specific enough");
        }
        String why = "No checklist covers ICD-10 " + code;
        return isNeoplasm(key) ? new Unmapped(why) : new NoDiagnosis(why + ", which is not a tumour");
    }

    private static TumourTypeMapping decide(String code, List<Entry> entries) {
        List<TumourType> deciding =
                entries.stream().filter(Entry::decides).map(Entry::type).toList();
        if (deciding.size() == 1) {
            return new Mapped(deciding.get(0), "ICD-10 " + code);
        }
        return new Ambiguous(
                entries.stream().map(Entry::type).toList(),
                "ICD-10 " + code + " alone does not decide; the morphology is needed");
    }

    /** ICD-10-CM shares the three- and four-character rubrics of WHO, so both tables answer for it. */
    private List<Entry> entries(String key, boolean isCm) {
        List<Entry> own = isCm ? cm.getOrDefault(key, List.of()) : List.of();
        return own.isEmpty() ? who.getOrDefault(key, List.of()) : own;
    }

    private List<TumourType> typesBelow(String key, boolean isCm) {
        Set<TumourType> types = new LinkedHashSet<>();
        who.keySet().stream().sorted().filter(c -> c.startsWith(key)).forEach(c -> entries(c, isCm)
                .forEach(e -> types.add(e.type())));
        return List.copyOf(types);
    }

    private static boolean isNeoplasm(String key) {
        return key.startsWith("C") || key.compareTo("D00") >= 0 && key.compareTo("D50") < 0;
    }

    private static String plain(String code) {
        return code.replace(".", "");
    }
}

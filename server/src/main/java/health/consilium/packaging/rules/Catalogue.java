package health.consilium.packaging.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;

/**
 * What kind of fact a code stands for, learned from the records checklists: each item has a category (pathology, molecular,
 * imaging, laboratory, clinical, staging, treatment) and the codes by which it is met.
 */
public final class Catalogue {

    static final String ITEM = "https://w3id.org/consilium/fhir/CodeSystem/checklist-item";
    private static final String CATEGORY = "https://w3id.org/consilium/fhir/CodeSystem/checklist-category";

    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();

    private Catalogue() {}

    public static Catalogue of(Collection<PlanDefinition> checklists) {
        Catalogue catalogue = new Catalogue();
        Map<String, Map<String, Integer>> votes = new HashMap<>();
        checklists.forEach(checklist -> checklist.getAction().forEach(item -> catalogue.learn(item, votes)));
        // A code may stand in lists of several categories (albumin: laboratory, but also a stage); most lists win.
        votes.forEach((code, counts) -> catalogue.categories.putIfAbsent(
                code,
                counts.entrySet().stream()
                        .max(Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                        .orElseThrow()
                        .getKey()));
        return catalogue;
    }

    private void learn(PlanDefinitionActionComponent item, Map<String, Map<String, Integer>> votes) {
        String id = code(item, ITEM);
        String category = code(item, CATEGORY);
        if (id.isEmpty() || category.isEmpty()) {
            return;
        }
        categories.put(ITEM + "|" + id, category);
        titles.put(id, item.getTitle());
        item.getInput().stream()
                .flatMap(input -> input.getCodeFilter().stream())
                .flatMap(filter -> filter.getCode().stream())
                .filter(coding -> !ITEM.equals(coding.getSystem()))
                .forEach(coding -> votes.computeIfAbsent(key(coding), key -> new HashMap<>())
                        .merge(category, 1, Integer::sum));
    }

    private static String code(PlanDefinitionActionComponent item, String system) {
        return item.getCode().stream()
                .flatMap(concept -> concept.getCoding().stream())
                .filter(coding -> system.equals(coding.getSystem()))
                .map(Coding::getCode)
                .findFirst()
                .orElse("");
    }

    /** The category of the first coding that a checklist knows. */
    public Optional<String> categoryOf(CodeableConcept concept) {
        return concept.getCoding().stream()
                .map(coding -> categories.get(key(coding)))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** The category of a checklist item. */
    public Optional<String> categoryOfItem(String item) {
        return Optional.ofNullable(categories.get(ITEM + "|" + item));
    }

    /** What a checklist item is called. */
    public Optional<String> titleOf(String item) {
        return Optional.ofNullable(titles.get(item));
    }

    private static String key(Coding coding) {
        return coding.getSystem() + "|" + coding.getCode();
    }
}

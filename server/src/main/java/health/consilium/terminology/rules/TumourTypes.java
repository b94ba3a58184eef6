package health.consilium.terminology.rules;

import health.consilium.terminology.rules.TumourType.Driver;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;

/** The tumour types by id, in the order of the code system. */
final class TumourTypes {
    private final Map<String, TumourType> byId = new LinkedHashMap<>();

    static TumourTypes of(CodeSystem codeSystem) {
        TumourTypes types = new TumourTypes();
        codeSystem.getConcept().forEach(c -> types.byId.put(c.getCode(), type(c)));
        return types;
    }

    private static TumourType type(ConceptDefinitionComponent concept) {
        return new TumourType(
                concept.getCode(),
                Designations.of(concept),
                Driver.of(first(concept, "driver")),
                Integer.parseInt(first(concept, "priority")),
                values(concept, "histology-tag"),
                values(concept, "site-tag"));
    }

    private static String first(ConceptDefinitionComponent concept, String property) {
        return values(concept, property).stream()
                .findFirst()
                .orElseThrow(() ->
                        new ContentException("Tumour type " + concept.getCode() + " lacks the property " + property));
    }

    private static Set<String> values(ConceptDefinitionComponent concept, String property) {
        Set<String> values = new LinkedHashSet<>();
        concept.getProperty().stream()
                .filter(p -> property.equals(p.getCode()))
                .forEach(p -> values.add(p.getValue().primitiveValue()));
        return values;
    }

    List<TumourType> all() {
        return List.copyOf(byId.values());
    }

    Optional<TumourType> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    TumourType get(String id) {
        return find(id).orElseThrow(() -> new ContentException("A concept map names the unknown tumour type " + id));
    }
}

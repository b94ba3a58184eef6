package health.consilium.terminology.rules;

import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;

/**
 * What a code of the content is called: its display, which is English, and its designations in other languages.
 *
 * @param byLanguage BCP 47
 */
public record Designations(String display, Map<String, String> byLanguage) {

    public Designations {
        byLanguage = Map.copyOf(byLanguage);
    }

    static Designations of(ConceptDefinitionComponent concept) {
        Map<String, String> byLanguage = new TreeMap<>();
        concept.getDesignation()
                .forEach(designation -> byLanguage.put(designation.getLanguage(), designation.getValue()));
        return new Designations(concept.getDisplay(), byLanguage);
    }

    /**
     * English where there is none in this language.
     *
     * @param language BCP 47
     */
    public String in(String language) {
        return LanguageMatch.of(language, byLanguage.keySet())
                .map(byLanguage::get)
                .orElse(display);
    }
}

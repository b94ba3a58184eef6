package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.codesOf;
import static health.consilium.terminology.SourceFields.stringOf;
import static health.consilium.terminology.SourceFields.stringsOf;
import static health.consilium.terminology.SourceFields.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.ParameterDefinition;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.junit.jupiter.api.Test;

/** What the content says about itself: facts, weights, sources, code verification, levels and languages. */
class MethodContentTests {
    private static final String EXTENSION = ContentPackage.BASE + "/StructureDefinition/";

    private final JsonNode source = ContentPackage.source();
    private final Library method = ContentPackage.get(Library.class, "checklist-method");
    private final Library sources = ContentPackage.get(Library.class, "checklist-sources");

    @Test
    void everyCaseFactIsNamedWithItsValues() {
        Map<String, JsonNode> facts = new TreeMap<>();
        source.get("conditionLanguage")
                .get("facts")
                .fields()
                .forEachRemaining(e -> facts.put(e.getKey(), e.getValue()));
        assertThat(method.getParameter())
                .extracting(ParameterDefinition::getName)
                .containsExactlyInAnyOrderElementsOf(facts.keySet());
        for (ParameterDefinition fact : method.getParameter()) {
            JsonNode values = facts.get(fact.getName());
            if (values.isArray()) {
                assertThat(codesOf(fact, "allowed-value")).isEqualTo(stringsOf(values));
            } else {
                assertThat(fact.getDocumentation()).isEqualTo(values.asText());
            }
        }
        assertThat(method.getDescription())
                .contains(text(source.get("conditionLanguage"), "description"), text(source, "$schemaNote"));
    }

    @Test
    void theWeightsAreThoseOfTheContent() {
        Extension scoring = method.getExtensionByUrl(EXTENSION + "scoring");
        source.get("scoring").get("weights").fields().forEachRemaining(w -> assertThat(
                        Double.parseDouble(stringOf(scoring, w.getKey())))
                .isEqualTo(w.getValue().asDouble()));
        assertThat(stringOf(scoring, "note")).isEqualTo(text(source.get("scoring"), "note"));
        assertThat(stringOf(scoring, "gate")).isEqualTo(text(source.get("scoring"), "gate"));
        assertThat(method.getUsage()).contains(text(source, "disclaimer"));
        for (String field : List.of("imagingAlternatives", "centreOverrides", "confidenceMethod")) {
            assertThat(displays(method, "documentation").get(field)).isEqualTo(text(source, field));
        }
    }

    @Test
    void everySourceIsListed() {
        Map<String, List<RelatedArtifact>> byKey = sources.getRelatedArtifact().stream()
                .filter(a -> a.getType().toCode().equals("citation"))
                .collect(Collectors.groupingBy(RelatedArtifact::getLabel));
        assertThat(byKey).hasSize(source.get("sources").size());
        byKey.forEach((key, artifacts) -> {
            JsonNode expected = source.get("sources").get(key);
            RelatedArtifact first = artifacts.get(0);
            List<String> urls = new ArrayList<>();
            artifacts.stream().filter(RelatedArtifact::hasUrl).forEach(a -> urls.add(a.getUrl()));
            assertThat(first.getDisplay()).isEqualTo(text(expected, "title"));
            assertThat(String.join(" ; ", urls)).isEqualTo(text(expected, "url"));
            assertThat(first.hasCitation() ? first.getCitation() : "").isEqualTo(text(expected, "note"));
            assertThat(SourceFields.booleanOf(first, "source-read"))
                    .isEqualTo(expected.get("read").asBoolean());
        });
        assertThat(displays(sources, "derived-from")).isEqualTo(strings(source.get("verificationSources")));
        assertThat(displays(sources, "depends-on")).isEqualTo(strings(source.get("codeSystems")));
    }

    @Test
    void everyCodeSaysWhereItWasVerified() {
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode type : source.get("tumourTypes")) {
            for (JsonNode item : type.get("items")) {
                for (JsonNode code : item.get("codes")) {
                    expected.put(
                            text(code, "system") + "|" + text(code, "code"),
                            verification(
                                    text(code, "display"),
                                    text(code, "verifiedIn"),
                                    text(code, "verification"),
                                    text(code, "note")));
                }
            }
        }
        Map<String, String> actual = new TreeMap<>();
        for (ConceptSetComponent include : ContentPackage.get(ValueSet.class, "checklist-evidence")
                .getCompose()
                .getInclude()) {
            for (ConceptReferenceComponent concept : include.getConcept()) {
                Extension found = concept.getExtensionByUrl(EXTENSION + "code-verification");
                actual.put(
                        include.getSystem() + "|" + concept.getCode(),
                        verification(
                                concept.getDisplay(),
                                stringOf(found, "verifiedIn"),
                                stringOf(found, "level"),
                                stringOf(found, "note")));
            }
        }
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void theLevelsAreCodeSystems() {
        assertThat(concepts("source-status")).isEqualTo(strings(source.get("sourceStatusLevels")));
        assertThat(concepts("statement-read")).isEqualTo(strings(source.get("statementReadLevels")));
        assertThat(concepts("code-verification")).isEqualTo(strings(source.get("verificationLevels")));
        assertThat(concepts("condition-coverage")).isEqualTo(strings(source.get("whenCoverageLevels")));
    }

    @Test
    void everyLanguageIsThere() {
        CodeSystem languages = ContentPackage.get(CodeSystem.class, "language");
        assertThat(languages.getConcept())
                .hasSize(29)
                .hasSize(source.get("languages").size());
        for (int i = 0; i < 29; i++) {
            ConceptDefinitionComponent concept = languages.getConcept().get(i);
            JsonNode expected = source.get("languages").get(i);
            assertThat(concept.getCode()).isEqualTo(text(expected, "bcp47"));
            assertThat(concept.getDisplay()).isEqualTo(text(expected, "label"));
            assertThat(property(concept, "native-name")).isEqualTo(text(expected, "nativeName"));
            assertThat(property(concept, "script")).isEqualTo(text(expected, "script"));
            assertThat(property(concept, "direction")).isEqualTo(text(expected, "direction"));
            assertThat(property(concept, "tier")).isEqualTo(text(expected, "tier"));
            assertThat(property(concept, "likely-subtags")).isEqualTo(text(expected, "cldrLikelySubtags"));
            assertThat(property(concept, "note")).isEqualTo(text(expected, "notes"));
            assertThat(property(concept, "plural-category"))
                    .isEqualTo(String.join(" ", stringsOf(expected.get("pluralCategories"))));
            assertThat(languages.getDescription()).contains(text(expected, "verifiedIn"));
        }
    }

    private static String verification(String display, String verifiedIn, String level, String note) {
        return display + " / " + verifiedIn + " / " + level + " / " + note;
    }

    private static Map<String, String> displays(Library library, String type) {
        Map<String, String> displays = new TreeMap<>();
        library.getRelatedArtifact().stream()
                .filter(a -> a.getType().toCode().equals(type))
                .forEach(a -> displays.put(a.getLabel(), a.getDisplay()));
        return displays;
    }

    private static Map<String, String> concepts(String codeSystem) {
        Map<String, String> displays = new TreeMap<>();
        ContentPackage.get(CodeSystem.class, codeSystem)
                .getConcept()
                .forEach(c -> displays.put(c.getCode(), c.getDisplay()));
        return displays;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.fields()
                .forEachRemaining(e -> strings.put(e.getKey(), e.getValue().asText()));
        return strings;
    }

    private static String property(ConceptDefinitionComponent concept, String code) {
        List<String> values = concept.getProperty().stream()
                .filter(p -> p.getCode().equals(code))
                .map(p -> p.getValue().primitiveValue())
                .toList();
        return values.isEmpty() ? null : String.join(" ", values);
    }
}

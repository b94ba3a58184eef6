package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.stringsOf;
import static health.consilium.terminology.SourceFields.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.OtherElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.junit.jupiter.api.Test;

/** The mapping rules of the content are in the tumour-type code system and three concept maps, mapping by mapping. */
class MappingContentTests {
    private static final String ICD10 = "http://hl7.org/fhir/sid/icd-10";
    private static final String ICD10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
    private static final String ICDO3 = "http://terminology.hl7.org/CodeSystem/icd-o-3";

    @Test
    void everyTumourTypeHasItsMappingProperties() {
        List<ConceptDefinitionComponent> concepts =
                ContentPackage.get(CodeSystem.class, "tumour-type").getConcept();
        JsonNode types = ContentPackage.source().get("tumourTypes");
        assertThat(concepts).hasSize(33).hasSize(types.size());
        for (int i = 0; i < types.size(); i++) {
            ConceptDefinitionComponent concept = concepts.get(i);
            JsonNode mapping = types.get(i).get("mapping");
            assertThat(concept.getCode()).isEqualTo(text(types.get(i), "id"));
            assertThat(concept.getDisplay()).isEqualTo(text(types.get(i), "label"));
            assertThat(properties(concept, "driver")).containsExactly(text(mapping, "driver"));
            assertThat(properties(concept, "priority")).containsExactly(text(mapping, "priority"));
            assertThat(properties(concept, "icd10-alone")).containsExactly(text(mapping, "icd10Alone"));
            assertThat(String.join("", properties(concept, "mapping-note"))).isEqualTo(text(mapping, "note"));
            assertThat(properties(concept, "morphology-range"))
                    .isEqualTo(stringsOf(types.get(i).get("icdo3MorphologyRanges")));
            assertThat(properties(concept, "histology-tag"))
                    .isEqualTo(stringsOf(types.get(i).get("histologyTags")));
            assertThat(properties(concept, "site-tag"))
                    .isEqualTo(stringsOf(types.get(i).get("siteTags")));
        }
    }

    @Test
    void theAlgorithmIsWrittenDown() {
        String description = ContentPackage.get(CodeSystem.class, "tumour-type").getDescription();
        JsonNode rules = ContentPackage.source().get("mappingRules");
        assertThat(description).contains(stringsOf(rules.get("algorithm")));
        assertThat(description).contains(stringsOf(rules.get("ambiguities")));
    }

    @Test
    void everyIcd10CodeMaps() {
        ConceptMap map = ContentPackage.get(ConceptMap.class, "icd10-to-tumour-type");
        Set<String> expected = new TreeSet<>();
        Set<String> unverified = new TreeSet<>();
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            String id = text(type, "id");
            stringsOf(type.get("icd10")).forEach(c -> expected.add(ICD10 + " " + c + " " + id + " " + alone(type, c)));
            stringsOf(type.get("icd10cmOnly"))
                    .forEach(c -> expected.add(ICD10_CM + " " + c + " " + id + " " + alone(type, c)));
            stringsOf(type.get("icd10Unverified")).forEach(c -> unverified.add(c + " " + id));
        }
        assertThat(tokens(map, MappingContentTests::icd10Alone)).isEqualTo(expected);
        assertThat(map.getGroup().stream().flatMap(g -> g.getElement().stream()).flatMap(e -> e.getTarget().stream()
                        .filter(TargetElementComponent::hasComment)
                        .map(t -> e.getCode() + " " + t.getCode())))
                .containsExactlyElementsOf(unverified);
    }

    @Test
    void everyMorphologyMapsWithItsExclusions() {
        Set<String> expected = new TreeSet<>();
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            String prefix = ICDO3 + " %s " + text(type, "id") + " %s";
            stringsOf(type.get("icdo3Morphology")).forEach(c -> expected.add(prefix.formatted(c, "")));
            stringsOf(type.get("icdo3LegacyMorphology")).forEach(c -> expected.add(prefix.formatted(c, "legacy")));
            JsonNode mapping = type.get("mapping");
            stringsOf(mapping.get("excludeMorphology")).forEach(c -> expected.add(prefix.formatted(c, "not")));
            mapping.get("notThisTypeWhenTopography").fields().forEachRemaining(e -> stringsOf(e.getValue())
                    .forEach(t -> expected.add(prefix.formatted(e.getKey(), "not " + t))));
        }
        assertThat(tokens(
                        ContentPackage.get(ConceptMap.class, "icdo3-morphology-to-tumour-type"),
                        MappingContentTests::morphologyMark))
                .isEqualTo(expected);
    }

    @Test
    void everyTopographyMaps() {
        Set<String> expected = new TreeSet<>();
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            stringsOf(type.get("icdo3Topography"))
                    .forEach(c -> expected.add(ICDO3 + " " + c + " " + text(type, "id") + " "));
        }
        ConceptMap map = ContentPackage.get(ConceptMap.class, "icdo3-topography-to-tumour-type");
        assertThat(tokens(map, t -> "")).isEqualTo(expected);
    }

    /** The authors wrote "C48.1-2: ovarian if female" under ambiguities; the map carries it as a dependency. */
    @Test
    void thePeritoneumIsOvarianOnlyInWomen() {
        ConceptMap map = ContentPackage.get(ConceptMap.class, "icdo3-topography-to-tumour-type");
        Set<String> dependent = map.getGroupFirstRep().getElement().stream()
                .flatMap(e -> e.getTarget().stream()
                        .filter(TargetElementComponent::hasDependsOn)
                        .map(t -> e.getCode() + " " + t.getCode() + " "
                                + t.getDependsOnFirstRep().getValue()))
                .collect(Collectors.toSet());
        assertThat(dependent).containsExactlyInAnyOrder("C48.1 ovarian female", "C48.2 ovarian female");
    }

    private static String alone(JsonNode type, String code) {
        String rule = text(type.get("mapping"), "icd10Alone");
        return switch (rule) {
            case "yes", "ask", "no" -> rule;
            case "yes, except C48.1 and C48.2: ask" -> code.startsWith("C48.") ? "ask" : "yes";
            case "only C25.4 (and ICD-10-CM C7A, C7B, D3A)" -> "yes";
            default -> throw new IllegalArgumentException(rule);
        };
    }

    private static Set<String> tokens(
            ConceptMap map, java.util.function.Function<TargetElementComponent, String> mark) {
        Set<String> tokens = new TreeSet<>();
        for (ConceptMapGroupComponent group : map.getGroup()) {
            assertThat(group.getTarget()).isEqualTo(ContentPackage.BASE + "/CodeSystem/tumour-type");
            for (SourceElementComponent element : group.getElement()) {
                for (TargetElementComponent target : element.getTarget()) {
                    tokens.add(group.getSource() + " " + element.getCode() + " " + target.getCode() + " "
                            + mark.apply(target));
                }
            }
        }
        return tokens;
    }

    private static String icd10Alone(TargetElementComponent target) {
        return SourceFields.codeOf(target, "icd10-alone");
    }

    private static String morphologyMark(TargetElementComponent target) {
        if (target.getEquivalence() == ConceptMapEquivalence.DISJOINT) {
            List<OtherElementComponent> sites = target.getDependsOn();
            return sites.isEmpty() ? "not" : "not " + sites.get(0).getValue();
        }
        return SourceFields.booleanOf(target, "legacy-code") ? "legacy" : "";
    }

    private static List<String> properties(ConceptDefinitionComponent concept, String code) {
        return concept.getProperty().stream()
                .filter(p -> p.getCode().equals(code))
                .map(p -> p.getValue().primitiveValue())
                .toList();
    }
}

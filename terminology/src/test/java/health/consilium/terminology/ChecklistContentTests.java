package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.booleanOf;
import static health.consilium.terminology.SourceFields.codeOf;
import static health.consilium.terminology.SourceFields.codesOf;
import static health.consilium.terminology.SourceFields.stringOf;
import static health.consilium.terminology.SourceFields.stringsOf;
import static health.consilium.terminology.SourceFields.text;
import static health.consilium.terminology.SourceFields.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each item of the written content is in the checklist of its tumour type, whole and unchanged. */
class ChecklistContentTests {
    private static final String HGNC = "http://www.genenames.org";
    private static final Set<String> CHECKED_FIELDS = Set.of(
            "id",
            "label",
            "category",
            "requirement",
            "condition",
            "when",
            "whenCoverage",
            "codes",
            "genes",
            "imaging",
            "maxAgeDays",
            "maxAgeBasis",
            "whyItMatters",
            "howToObtain",
            "source",
            "sourceKeys",
            "blocking",
            "sourceStatus",
            "statementRead",
            "material",
            "crossCheck",
            "dicomModalities",
            "satisfies",
            "satisfiedBy",
            "requiredReportFields",
            "codeGap",
            "evidenceNote",
            "repeatTrigger",
            "preferredSliceThicknessMm");

    @Test
    void everyTumourTypeHasItsItemsInOrder() {
        int items = 0;
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            List<String> expected = texts(type.get("items"), "id");
            assertThat(checklist(type).getAction())
                    .extracting(PlanDefinitionActionComponent::getPrefix)
                    .containsExactlyElementsOf(expected);
            items += expected.size();
        }
        assertThat(items).isEqualTo(1261);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void theChecklistSaysWhatItIsAndThatItIsADraft(String id, JsonNode type) {
        PlanDefinition checklist = checklist(type);

        assertThat(checklist.getTitle()).startsWith(text(type, "label"));
        assertThat(checklist.getUsage())
                .contains("Draft content for clinical sign-off", text(ContentPackage.source(), "disclaimer"));
        assertThat(checklist.getDescription()).startsWith("Draft for clinical sign-off");
        assertThat(checklist.getVersion()).isEqualTo(text(ContentPackage.source(), "version"));
        assertThat(checklist.getApprovalDate()).isNull();
        assertThat(checklist.getLastReviewDate()).isNull();
        assertThat(checklist.getUseContextFirstRep().getValueCodeableConcept().getCodingFirstRep())
                .satisfies(c -> assertThat(c.getSystem()).isEqualTo(ContentPackage.BASE + "/CodeSystem/tumour-type"))
                .satisfies(c -> assertThat(c.getCode()).isEqualTo(id));
        Extension confidence =
                checklist.getExtensionByUrl(ContentPackage.BASE + "/StructureDefinition/checklist-confidence");
        JsonNode score = type.get("evidenceScore");
        assertThat(stringOf(confidence, "level")).isEqualTo(text(type, "confidence"));
        assertThat(stringOf(confidence, "note")).isEqualTo(text(type, "confidenceNote"));
        assertThat(stringOf(confidence, "method")).isEqualTo(text(score, "method"));
        assertThat(Double.parseDouble(stringOf(confidence, "score")))
                .isEqualTo(score.get("score").asDouble());
        assertThat(Integer.parseInt(stringOf(confidence, "items")))
                .isEqualTo(score.get("tumourSpecificRequiredOrConditionalItems").asInt());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void theCountsOfTheContentHold(String id, JsonNode type) {
        JsonNode counts = type.get("counts");
        Map<String, Integer> strengths = new TreeMap<>();
        Map<String, Integer> statuses = new TreeMap<>();
        Map<String, Integer> read = new TreeMap<>();
        for (PlanDefinitionActionComponent action : checklist(type).getAction()) {
            strengths.merge(codeOf(action, "strength"), 1, Integer::sum);
            statuses.merge(codeOf(action, "source-status"), 1, Integer::sum);
            read.merge(codeOf(action, "statement-read"), 1, Integer::sum);
        }
        strengths.forEach((k, n) -> assertThat(n).isEqualTo(counts.get(k).asInt()));
        assertThat(statuses).isEqualTo(SourceFields.integers(counts.get("bySourceStatus")));
        assertThat(read).isEqualTo(SourceFields.integers(counts.get("byStatementRead")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void everyItemIsUnchanged(String id, JsonNode type) {
        PlanDefinition checklist = checklist(type);
        for (int i = 0; i < type.get("items").size(); i++) {
            JsonNode item = type.get("items").get(i);
            PlanDefinitionActionComponent action = checklist.getAction().get(i);
            assertThat(item.fieldNames()).toIterable().allSatisfy(f -> assertThat(CHECKED_FIELDS)
                    .contains(f));
            textIsUnchanged(item, action);
            codesAreUnchanged(item, action);
            conditionIsUnchanged(item, action);
            sourcesAreUnchanged(item, action);
            ImagingFields.assertSame(item, action);
            MaterialFields.assertSame(item.get("material"), action);
        }
    }

    private static void textIsUnchanged(JsonNode item, PlanDefinitionActionComponent action) {
        assertThat(action.getPrefix()).isEqualTo(text(item, "id"));
        assertThat(action.getTitle()).isEqualTo(text(item, "label"));
        assertThat(action.getReasonFirstRep().getText()).isEqualTo(text(item, "whyItMatters"));
        assertThat(remedyText(codeOf(action, "remedy"))).isEqualTo(text(item, "howToObtain"));
        assertThat(codeOf(action, "strength")).isEqualTo(text(item, "requirement"));
        assertThat(booleanOf(action, "blocking")).isEqualTo(item.get("blocking").asBoolean());
        assertThat(codeOf(action, "max-age-basis")).isEqualTo(text(item, "maxAgeBasis"));
        assertThat(codeOf(action, "source-status")).isEqualTo(text(item, "sourceStatus"));
        assertThat(codeOf(action, "statement-read")).isEqualTo(text(item, "statementRead"));
        assertThat(codeOf(action, "satisfies")).isEqualTo(text(item, "satisfies"));
        assertThat(codeOf(action, "code-gap")).isEqualTo(text(item, "codeGap"));
        assertThat(codeOf(action, "evidence-note")).isEqualTo(text(item, "evidenceNote"));
        assertThat(codeOf(action, "repeat-trigger")).isEqualTo(text(item, "repeatTrigger"));
        assertThat(codesOf(action, "satisfied-by")).isEqualTo(stringsOf(item.get("satisfiedBy")));
        assertThat(codesOf(action, "required-report-field")).isEqualTo(stringsOf(item.get("requiredReportFields")));
        assertThat(codesOf(action, "cross-check")).isEqualTo(stringsOf(item.get("crossCheck")));
        assertThat(codesOf(action, "dicom-modality")).isEqualTo(stringsOf(item.get("dicomModalities")));
        for (DataRequirement input : action.getInput()) {
            assertThat(SourceFields.maxAgeDays(input)).isEqualTo(SourceFields.integer(item.get("maxAgeDays")));
        }
    }

    private static void codesAreUnchanged(JsonNode item, PlanDefinitionActionComponent action) {
        assertThat(action.getCode().get(0).getCodingFirstRep().getCode()).isEqualTo(text(item, "id"));
        assertThat(action.getCode().get(1).getCodingFirstRep().getCode()).isEqualTo(text(item, "category"));
        List<Coding> genes =
                action.getCode().size() > 2 ? action.getCode().get(2).getCoding() : List.of();
        assertThat(genes.stream().map(Coding::getDisplay)).containsExactlyElementsOf(stringsOf(item.get("genes")));

        Set<String> actual = new LinkedHashSet<>();
        genes.forEach(c -> actual.add(token(c)));
        Stream<Coding> accepted = action.getInput().stream()
                .flatMap(i -> i.getCodeFilter().stream())
                .filter(f -> !Set.of("modality", "context.event").contains(f.getPath()))
                .flatMap(f -> f.getCode().stream());
        accepted.forEach(c -> actual.add(token(c)));
        Set<String> expected = new LinkedHashSet<>();
        for (JsonNode code : item.get("codes")) {
            expected.add(text(code, "system") + "|" + text(code, "code") + "|" + text(code, "display"));
        }
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(genes).allSatisfy(g -> assertThat(g.getSystem()).isEqualTo(HGNC));
    }

    private static void conditionIsUnchanged(JsonNode item, PlanDefinitionActionComponent action) {
        if (item.get("when").isNull()) {
            assertThat(action.getCondition()).isEmpty();
            return;
        }
        assertThat(action.getCondition()).singleElement().satisfies(condition -> {
            Expression expression = condition.getExpression();
            assertThat(condition.getKind().toCode()).isEqualTo("applicability");
            assertThat(expression.getLanguage()).isEqualTo("text/fhirpath");
            assertThat(expression.getDescription()).isEqualTo(text(item, "condition"));
            assertThat(expression.getExpression()).isEqualTo(ConditionText.of(item.get("when")));
            assertThat(condition
                            .getExtensionByUrl(ContentPackage.BASE + "/StructureDefinition/condition-coverage")
                            .getValue()
                            .primitiveValue())
                    .isEqualTo(text(item, "whenCoverage"));
        });
    }

    private static void sourcesAreUnchanged(JsonNode item, PlanDefinitionActionComponent action) {
        List<String> keys = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (RelatedArtifact artifact : action.getDocumentation()) {
            keys.add(artifact.getLabel());
            titles.add(text(ContentPackage.source().get("sources").get(artifact.getLabel()), "title"));
        }
        assertThat(keys).isEqualTo(stringsOf(item.get("sourceKeys")));
        assertThat(String.join(" | ", titles)).isEqualTo(text(item, "source"));
    }

    @Test
    void everyItemHasItsCodeWithItsLabel() {
        Map<String, String> expected = new TreeMap<>();
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            type.get("items").forEach(i -> expected.put(text(i, "id"), text(i, "label")));
        }
        Map<String, String> actual = new TreeMap<>();
        ContentPackage.get(CodeSystem.class, "checklist-item")
                .getConcept()
                .forEach(c -> actual.put(c.getCode(), c.getDisplay()));
        assertThat(actual).isEqualTo(expected);
        assertThat(new TreeSet<>(actual.values())).hasSize(418);
    }

    @Test
    void thereAreTwelveRemedies() {
        assertThat(ContentPackage.get(CodeSystem.class, "remedy").getConcept()).hasSize(12);
    }

    static Stream<Arguments> types() {
        return StreamSupport.stream(ContentPackage.source().get("tumourTypes").spliterator(), false)
                .map(t -> Arguments.of(text(t, "id"), t));
    }

    private static PlanDefinition checklist(JsonNode type) {
        return ContentPackage.get(PlanDefinition.class, "checklist-" + text(type, "id"));
    }

    private static String remedyText(String code) {
        return ContentPackage.get(CodeSystem.class, "remedy").getConcept().stream()
                .filter(c -> c.getCode().equals(code))
                .findFirst()
                .orElseThrow()
                .getDisplay();
    }

    private static String token(Coding coding) {
        return coding.getSystem() + "|" + coding.getCode() + "|" + coding.getDisplay();
    }
}

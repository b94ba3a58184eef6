package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.number;
import static health.consilium.terminology.SourceFields.quantityOf;
import static health.consilium.terminology.SourceFields.stringOf;
import static health.consilium.terminology.SourceFields.stringsOf;
import static health.consilium.terminology.SourceFields.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.junit.jupiter.api.Test;

/** The imaging rules of the content are actions of one PlanDefinition, rule by rule and check by check. */
class ImagingRuleContentTests {
    private static final Set<String> RULE_FIELDS = Set.of(
            "ruleId",
            "label",
            "extends",
            "modality",
            "bodyPartSynonyms",
            "descriptionRegex",
            "minZExtentMm",
            "minZExtentBasis",
            "minSlices",
            "checks",
            "notes",
            "source",
            "sourceRead");
    private static final Set<String> CHECK_FIELDS = Set.of(
            "attributes",
            "level",
            "op",
            "value",
            "severity",
            "why",
            "source",
            "sourceRead",
            "quantifier",
            "preferred",
            "appliesWhen",
            "positiveRegex",
            "negativeRegex",
            "ambiguousRegex",
            "phaseRegex",
            "precedence",
            "parameters",
            "fallback");

    @Test
    void everyRuleIsUnchanged() {
        JsonNode rules = ContentPackage.source().get("imagingRules");
        PlanDefinition plan = ContentPackage.get(PlanDefinition.class, "imaging-rules");
        assertThat(plan.getAction()).hasSize(31).hasSize(rules.size());
        int checks = 0;
        for (int i = 0; i < rules.size(); i++) {
            ruleIsUnchanged(rules.get(i), plan.getAction().get(i));
            checks += plan.getAction().get(i).getAction().size();
        }
        assertThat(checks).isEqualTo(108);
    }

    private static void ruleIsUnchanged(JsonNode rule, PlanDefinitionActionComponent action) {
        assertThat(rule.fieldNames()).toIterable().allSatisfy(f -> assertThat(RULE_FIELDS)
                .contains(f));
        Extension extension = action.getExtensionByUrl(ContentPackage.BASE + "/StructureDefinition/imaging-rule");
        assertThat(action.getPrefix()).isEqualTo(text(rule, "ruleId"));
        assertThat(action.getCodeFirstRep().getCodingFirstRep().getCode()).isEqualTo(text(rule, "ruleId"));
        assertThat(action.getTitle()).isEqualTo(text(rule, "label"));
        assertThat(stringsOf(extension, "extends")).isEqualTo(stringsOf(rule.get("extends")));
        assertThat(stringsOf(extension, "modality")).isEqualTo(oneOrMore(rule.get("modality")));
        assertThat(stringsOf(extension, "bodyPart")).isEqualTo(stringsOf(rule.get("bodyPartSynonyms")));
        assertThat(rule.get("descriptionRegex").isNull()).isTrue();
        assertThat(quantityOf(extension, "minZExtent", "mm")).isEqualTo(number(rule.get("minZExtentMm")));
        assertThat(stringOf(extension, "minZExtentBasis")).isEqualTo(text(rule, "minZExtentBasis"));
        assertThat(stringOf(extension, "minSlices")).isEqualTo(text(rule, "minSlices"));
        assertThat(stringOf(extension, "sourceRead")).isEqualTo(text(rule, "sourceRead"));
        assertThat(action.hasTextEquivalent() ? action.getTextEquivalent() : "").isEqualTo(text(rule, "notes"));
        assertThat(titles(action)).isEqualTo(text(rule, "source"));
        assertThat(action.getAction()).hasSize(rule.get("checks").size());
        for (int i = 0; i < rule.get("checks").size(); i++) {
            checkIsUnchanged(rule.get("checks").get(i), action.getAction().get(i));
        }
    }

    private static void checkIsUnchanged(JsonNode check, PlanDefinitionActionComponent action) {
        assertThat(check.fieldNames()).toIterable().allSatisfy(f -> assertThat(CHECK_FIELDS)
                .contains(f));
        Extension extension = action.getExtensionByUrl(ContentPackage.BASE + "/StructureDefinition/imaging-check");
        List<String> attributes = new ArrayList<>();
        check.get("attributes").forEach(a -> attributes.add(text(a, "keyword") + " " + text(a, "tag")));
        assertThat(stringsOf(extension, "attribute")).isEqualTo(attributes);
        assertThat(stringOf(extension, "operator")).isEqualTo(text(check, "op"));
        assertThat(stringsOf(extension, "value")).isEqualTo(oneOrMore(check.get("value")));
        for (String field : List.of("level", "severity", "quantifier", "sourceRead", "appliesWhen", "fallback")) {
            assertThat(stringOf(extension, field)).isEqualTo(text(check, field));
        }
        assertThat(stringOf(extension, "preferred")).isEqualTo(text(check, "preferred"));
        assertThat(stringsOf(extension, "precedence")).isEqualTo(stringsOf(check.get("precedence")));
        assertThat(pairs(extension, "pattern", "regex")).isEqualTo(patterns(check));
        assertThat(pairs(extension, "parameter", "value")).isEqualTo(strings(check.get("parameters")));
        assertThat(action.getReasonFirstRep().getText()).isEqualTo(text(check, "why"));
        assertThat(titles(action)).isEqualTo(text(check, "source"));
    }

    private static Map<String, String> patterns(JsonNode check) {
        Map<String, String> patterns = new TreeMap<>();
        for (String field : List.of("positiveRegex", "negativeRegex", "ambiguousRegex")) {
            if (check.has(field)) {
                patterns.put(field, text(check, field));
            }
        }
        JsonNode phase = check.get("phaseRegex");
        if (phase != null && phase.isTextual()) {
            patterns.put("phaseRegex", phase.asText());
        } else {
            patterns.putAll(strings(phase));
        }
        return patterns;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        if (object != null) {
            object.fields()
                    .forEachRemaining(e -> strings.put(e.getKey(), e.getValue().asText()));
        }
        return strings;
    }

    private static Map<String, String> pairs(Extension check, String part, String value) {
        Map<String, String> pairs = new TreeMap<>();
        check.getExtensionsByUrl(part).forEach(e -> pairs.put(stringOf(e, "name"), stringOf(e, value)));
        return pairs;
    }

    private static List<String> oneOrMore(JsonNode value) {
        if (value == null || value.isNull()) {
            return List.of();
        }
        return value.isArray() ? stringsOf(value) : List.of(value.asText());
    }

    private static String titles(PlanDefinitionActionComponent action) {
        return String.join(
                " | ",
                action.getDocumentation().stream()
                        .map(RelatedArtifact::getLabel)
                        .map(key -> text(ContentPackage.source().get("sources").get(key), "title"))
                        .toList());
    }
}

package health.consilium.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes a condition tree of the content as FHIRPath; each tree has one text, so equal texts mean equal trees. */
final class ConditionText {
    private static final Set<String> WITH_SEVERAL_VALUES =
            Set.of("histology", "primarySite", "plannedTherapy", "symptom", "labFlag", "comorbidity");

    private ConditionText() {}

    static String of(JsonNode tree) {
        if (tree.has("all")) {
            return join(tree.get("all"), " and ");
        }
        if (tree.has("any")) {
            return join(tree.get("any"), " or ");
        }
        return tree.has("not") ? "(" + of(tree.get("not")) + ").not()" : leaf(tree);
    }

    private static String join(JsonNode children, String operator) {
        List<String> parts = new ArrayList<>();
        children.forEach(c -> parts.add(c.has("all") || c.has("any") ? "(" + of(c) + ")" : of(c)));
        return String.join(operator, parts);
    }

    private static String leaf(JsonNode leaf) {
        String fact = "%" + leaf.get("fact").asText();
        if (fact.equals("%hasItem")) {
            return literal(leaf.get("eq")) + " in %hasItem";
        }
        if (leaf.has("eq")) {
            return fact + " = " + literal(leaf.get("eq"));
        }
        if (leaf.has("lte")) {
            return fact + " <= " + literal(leaf.get("lte"));
        }
        if (leaf.has("gt")) {
            return fact + " > " + literal(leaf.get("gt"));
        }
        List<String> values = new ArrayList<>();
        leaf.get("in").forEach(v -> values.add(literal(v)));
        String options = String.join(" | ", values);
        return WITH_SEVERAL_VALUES.contains(fact.substring(1))
                ? "iif(%s.exists(), %s.intersect(%s).exists(), {})".formatted(fact, fact, options)
                : "%s in (%s)".formatted(fact, options);
    }

    private static String literal(JsonNode value) {
        return value.isTextual() ? "'" + value.asText() + "'" : value.toString();
    }
}

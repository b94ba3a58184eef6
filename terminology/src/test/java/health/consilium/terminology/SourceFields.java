package health.consilium.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Quantity;

/** Reads the fields of the written content and their counterparts in the resources. */
final class SourceFields {
    private SourceFields() {}

    static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asText();
    }

    static List<String> texts(JsonNode array, String field) {
        List<String> values = new ArrayList<>();
        array.forEach(n -> values.add(text(n, field)));
        return values;
    }

    static List<String> stringsOf(JsonNode array) {
        List<String> values = new ArrayList<>();
        if (array != null && !array.isNull()) {
            array.forEach(n -> values.add(n.asText()));
        }
        return values;
    }

    static Map<String, Integer> integers(JsonNode object) {
        Map<String, Integer> values = new TreeMap<>();
        object.fields()
                .forEachRemaining(e -> values.put(e.getKey(), e.getValue().asInt()));
        return values;
    }

    static Integer integer(JsonNode node) {
        return node == null || node.isNull() ? null : node.asInt();
    }

    static Double number(JsonNode node) {
        return node == null || node.isNull() ? null : node.asDouble();
    }

    static String codeOf(Element element, String extension) {
        List<String> values = codesOf(element, extension);
        return values.isEmpty() ? null : values.get(0);
    }

    static List<String> codesOf(Element element, String extension) {
        return element.getExtensionsByUrl(ContentPackage.BASE + "/StructureDefinition/" + extension).stream()
                .map(e -> e.getValue().primitiveValue())
                .toList();
    }

    static boolean booleanOf(Element element, String extension) {
        return Boolean.parseBoolean(codeOf(element, extension));
    }

    static String stringOf(Extension complex, String part) {
        Extension found = complex.getExtensionByUrl(part);
        return found == null ? null : found.getValue().primitiveValue();
    }

    static List<String> stringsOf(Extension complex, String part) {
        return complex.getExtensionsByUrl(part).stream()
                .map(e -> e.getValue().primitiveValue())
                .toList();
    }

    static Double quantityOf(Extension complex, String part, String unit) {
        Extension found = complex.getExtensionByUrl(part);
        if (found == null) {
            return null;
        }
        Quantity quantity = (Quantity) found.getValue();
        if (!unit.equals(quantity.getCode())) {
            throw new IllegalStateException(part + " is in " + quantity.getCode());
        }
        BigDecimal value = quantity.getValue();
        return value.doubleValue();
    }

    static Integer maxAgeDays(DataRequirement input) {
        if (!input.hasDateFilter()) {
            return null;
        }
        Duration duration = (Duration) input.getDateFilterFirstRep().getValue();
        if (!"d".equals(duration.getCode())) {
            throw new IllegalStateException("Maximum age in " + duration.getCode());
        }
        return duration.getValue().intValueExact();
    }
}

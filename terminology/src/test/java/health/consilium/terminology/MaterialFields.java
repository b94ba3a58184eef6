package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.number;
import static health.consilium.terminology.SourceFields.quantityOf;
import static health.consilium.terminology.SourceFields.stringOf;
import static health.consilium.terminology.SourceFields.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;

/** Compares the material part of an item with the tissue-material extension of its action. */
final class MaterialFields {
    private static final List<String> SIMPLE =
            List.of("heSlides", "minHeSlides", "minAspirateSmears", "surchargeNote", "ffpeBlocks");

    private MaterialFields() {}

    static void assertSame(JsonNode material, PlanDefinitionActionComponent action) {
        Extension extension = action.getExtensionByUrl(ContentPackage.BASE + "/StructureDefinition/tissue-material");
        if (material == null) {
            assertThat(extension).isNull();
            return;
        }
        assertThat(material.fieldNames()).toIterable().allSatisfy(f -> assertThat(
                        SIMPLE.contains(f) || f.equals("unstainedSlides") || f.equals("rejectIf"))
                .isTrue());
        SIMPLE.forEach(f -> assertThat(stringOf(extension, f)).isEqualTo(text(material, f)));
        assertThat(SourceFields.stringsOf(extension, "rejectIf"))
                .isEqualTo(SourceFields.stringsOf(material.get("rejectIf")));
        JsonNode unstained = material.has("unstainedSlides")
                ? material.get("unstainedSlides")
                : JsonNodeFactory.instance.objectNode();
        assertThat(unstained.fieldNames()).toIterable().allSatisfy(f -> assertThat(
                        List.of("min", "preferred", "thicknessMicron", "maxAgeDaysSinceCutForIhc"))
                .contains(f));
        assertThat(stringOf(extension, "unstainedMin")).isEqualTo(text(unstained, "min"));
        assertThat(stringOf(extension, "unstainedPreferred")).isEqualTo(text(unstained, "preferred"));
        assertThat(quantityOf(extension, "unstainedThickness", "um"))
                .isEqualTo(number(unstained.get("thicknessMicron")));
        assertThat(quantityOf(extension, "unstainedMaxAge", "d"))
                .isEqualTo(number(unstained.get("maxAgeDaysSinceCutForIhc")));
    }
}

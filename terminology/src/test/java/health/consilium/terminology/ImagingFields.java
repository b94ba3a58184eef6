package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.number;
import static health.consilium.terminology.SourceFields.quantityOf;
import static health.consilium.terminology.SourceFields.stringOf;
import static health.consilium.terminology.SourceFields.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;

/** Compares the imaging part of an item with the imaging-protocol extension of its action. */
final class ImagingFields {
    private static final List<String> FIELDS = List.of(
            "modality", "bodyRegion", "contrast", "maxSliceThicknessMm", "maxAgeDays", "ruleId", "acceptedSets");

    private ImagingFields() {}

    static void assertSame(JsonNode item, PlanDefinitionActionComponent action) {
        JsonNode imaging = item.get("imaging");
        Extension protocol = action.getExtensionByUrl(ContentPackage.BASE + "/StructureDefinition/imaging-protocol");
        if (imaging.isNull()) {
            assertThat(protocol).isNull();
            return;
        }
        assertThat(imaging.fieldNames()).toIterable().allSatisfy(f -> assertThat(FIELDS)
                .contains(f));
        assertThat(study(protocol)).isEqualTo(study(imaging));
        assertThat(stringOf(protocol, "bodyRegion")).isEqualTo(text(imaging, "bodyRegion"));
        assertThat(stringOf(protocol, "contrast")).isEqualTo(text(imaging, "contrast"));
        assertThat(quantityOf(protocol, "maxSliceThickness", "mm"))
                .isEqualTo(number(imaging.get("maxSliceThicknessMm")));
        assertThat(quantityOf(protocol, "preferredSliceThickness", "mm"))
                .isEqualTo(number(item.get("preferredSliceThicknessMm")));
        assertThat(text(imaging, "maxAgeDays")).isEqualTo(text(item, "maxAgeDays"));
        assertThat(sets(protocol)).isEqualTo(sets(imaging.get("acceptedSets")));
    }

    private static List<List<String>> sets(Extension protocol) {
        return protocol.getExtensionsByUrl("acceptedSet").stream()
                .map(set -> set.getExtensionsByUrl("study").stream()
                        .map(s -> study((CodeableConcept) s.getValue()))
                        .toList())
                .toList();
    }

    private static List<List<String>> sets(JsonNode sets) {
        List<List<String>> all = new ArrayList<>();
        if (sets != null) {
            for (JsonNode set : sets) {
                List<String> studies = new ArrayList<>();
                set.forEach(s -> studies.add(study(s)));
                all.add(studies);
            }
        }
        return all;
    }

    private static String study(JsonNode node) {
        String rule = text(node, "ruleId");
        return rule == null ? text(node, "modality") : text(node, "modality") + " " + rule;
    }

    private static String study(Extension protocol) {
        return study((CodeableConcept) protocol.getExtensionByUrl("study").getValue());
    }

    private static String study(CodeableConcept study) {
        return String.join(" ", study.getCoding().stream().map(Coding::getCode).toList());
    }
}

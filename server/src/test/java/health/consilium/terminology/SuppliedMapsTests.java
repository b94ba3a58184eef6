package health.consilium.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.ContentException;
import health.consilium.terminology.rules.DiagnosisReader;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.TumourTypeMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppliedMapsTests {

    private static final Code BREAST = new Code(Systems.SNOMED_CT, "254837009");

    @TempDir
    Path directory;

    @Test
    void aDiagnosisInSnomedCtIsMappedWhereAMapIsSupplied() throws IOException {
        Files.writeString(
                directory.resolve("snomed.json"),
                map("https://w3id.org/consilium/fhir/CodeSystem/tumour-type", "breast"));

        assertThat(Content.mapperWith(List.of()).map(DiagnosisReader.read(List.of(diagnosis()))))
                .isNotInstanceOf(TumourTypeMapping.Mapped.class);
        assertThat(Content.mapperWith(SuppliedMaps.in(directory)).map(DiagnosisReader.read(List.of(diagnosis()))))
                .isInstanceOfSatisfying(
                        TumourTypeMapping.Mapped.class,
                        mapped -> assertThat(mapped.type().id()).isEqualTo("breast"));
    }

    @Test
    void withoutADirectoryThereIsNoMap() {
        assertThat(SuppliedMaps.in(null)).isEmpty();
    }

    @Test
    void whatCannotBeReadEndsTheStartInWords() throws IOException {
        assertThatThrownBy(() -> SuppliedMaps.in(directory.resolve("nowhere")))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("consilium.terminology.concept-maps");

        Path file = Files.writeString(directory.resolve("broken.json"), "{\"resourceType\": \"ConceptMap\",");
        assertThatThrownBy(() -> SuppliedMaps.in(directory))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("broken.json is no ConceptMap");

        Files.writeString(file, map("http://example.org/other", "breast"));
        assertThatThrownBy(() -> SuppliedMaps.in(directory))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("has no group whose target is");
    }

    @Test
    void aTumourTypeThatThereIsNotIsNamed() throws IOException {
        Files.writeString(directory.resolve("snomed.json"), map(Systems.TUMOUR_TYPE, "toothache"));

        assertThatThrownBy(() -> Content.mapperWith(SuppliedMaps.in(directory)))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("toothache");
    }

    private static Condition diagnosis() {
        Condition condition = new Condition();
        condition.setId("Condition/1");
        return condition.setCode(new CodeableConcept(new Coding(BREAST.system(), BREAST.code(), null)));
    }

    private static String map(String target, String tumourType) {
        return """
                {"resourceType": "ConceptMap", "status": "active",
                 "group": [{"source": "http://snomed.info/sct", "target": "%s",
                  "element": [{"code": "254837009", "target": [{"code": "%s", "equivalence": "equivalent"}]}]}]}
                """
                .formatted(target, tumourType);
    }
}

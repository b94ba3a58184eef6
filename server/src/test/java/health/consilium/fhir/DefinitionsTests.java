package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;

class DefinitionsTests {

    @Test
    void whoeverAsksForProfilesWhileTheyAreReadGetsTheSame() {
        List<CompletableFuture<StructureDefinition>> asked = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> (StructureDefinition) Definitions.profiles()
                                .fetchStructureDefinition("http://hl7.org/fhir/StructureDefinition/Observation")))
                .limit(4)
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).distinct())
                .as("read once: one object")
                .hasSize(1)
                .allSatisfy(found -> assertThat(found.getType()).isEqualTo("Observation"));
    }
}

package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That the patients of {@link SyntheaPatientsTests} are those that Synthea makes with the fixed seed. Run by the profile {@code
 * synthea} alone, which makes the population.
 */
class SyntheaSampleCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LEFT_OUT =
            Set.of("Claim", "ExplanationOfBenefit", "Immunization", "CareTeam", "CarePlan");

    static Stream<Path> sample() throws IOException {
        return Files.list(Path.of("src/test/resources/synthea"))
                .filter(file -> file.toString().endsWith(".json.gz"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("sample")
    void isWhatTheSeedMakes(Path sample) throws IOException {
        List<JsonNode> kept;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(sample))) {
            kept = entries(JSON.readTree(in));
        }
        String patient = kept.stream()
                .map(entry -> entry.get("resource"))
                .filter(resource -> resource.get("resourceType").asText().equals("Patient"))
                .map(resource -> resource.get("id").asText())
                .findFirst()
                .orElseThrow();

        assertThat(kept).isEqualTo(entries(JSON.readTree(made(patient).toFile())));
    }

    private static Path made(String patient) throws IOException {
        String population = System.getProperty("synthea.patients");
        assertThat(population).as("the profile synthea makes the population").isNotNull();
        try (Stream<Path> files = Files.list(Path.of(population))) {
            return files.filter(file -> file.toString().endsWith(patient + ".json"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The population has no patient " + patient));
        }
    }

    private static List<JsonNode> entries(JsonNode bundle) {
        List<JsonNode> entries = new ArrayList<>();
        bundle.get("entry").forEach(entry -> {
            JsonNode resource = entry.get("resource");
            if (!LEFT_OUT.contains(resource.get("resourceType").asText())) {
                // The text of a note, which no rule reads, is not in every export.
                resource.findParents("contentType").forEach(attachment -> ((ObjectNode) attachment).remove("data"));
                entries.add(((ObjectNode) entry).without("request"));
            }
        });
        return entries;
    }
}

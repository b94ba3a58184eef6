package health.consilium.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The parameters of an operation as its OperationDefinition has them. */
record ParameterTable(String definition) {

    private static final String FOLDER = "/health/consilium/ig/package/OperationDefinition-";

    String text() {
        List<String> rows = new ArrayList<>(List.of("| Parameter | | Times | Type | Meaning |", "|-|-|-|-|-|"));
        parameters().forEach(parameter -> add(rows, "", parameter));
        return String.join("\n", rows) + "\n";
    }

    private JsonNode parameters() {
        try (InputStream file = ParameterTable.class.getResourceAsStream(FOLDER + definition + ".json")) {
            if (file == null) {
                throw new AssertionError("There is no OperationDefinition/" + definition);
            }
            return new ObjectMapper().readTree(file).path("parameter");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(List<String> rows, String parent, JsonNode parameter) {
        String name = parent + parameter.path("name").asText();
        rows.add("| `%s` | %s | %s..%s | %s | %s |"
                .formatted(
                        name,
                        parameter.path("use").asText(),
                        parameter.path("min").asText(),
                        parameter.path("max").asText(),
                        parameter.path("type").asText("–"),
                        parameter.path("documentation").asText().replace("|", "\\|")));
        parameter.path("part").forEach(part -> add(rows, name + ".", part));
    }
}

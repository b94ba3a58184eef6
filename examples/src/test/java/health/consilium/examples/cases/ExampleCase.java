package health.consilium.examples.cases;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/** One case as it lies in {@code examples/cases}. */
record ExampleCase(Path folder) {

    static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<ExampleCase> all() {
        return List.of(of("breast"), of("nsclc"), of("hcc"));
    }

    private static ExampleCase of(String name) {
        return new ExampleCase(Path.of("cases", name));
    }

    Bundle transaction() {
        return bundle("transaction.json");
    }

    Bundle opinion() {
        return bundle("opinion/report.json");
    }

    JsonNode expected() {
        return json("expected.json");
    }

    JsonNode source() {
        return json("case.json");
    }

    JsonNode translations() {
        return json("translations/translations.json").path("translations");
    }

    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T extends Resource> List<T> resources(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private Bundle bundle(String file) {
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(new StrictErrorHandler());
        return parser.parseResource(Bundle.class, new String(bytes(file), StandardCharsets.UTF_8));
    }

    private JsonNode json(String file) {
        try {
            return JSON.readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}

package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.stringOf;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;

/** The resources of this module, and the JSON that they were written from. */
final class ContentPackage {
    static final String BASE = "https://w3id.org/consilium/fhir";
    static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Map<String, Resource> RESOURCES = read();
    private static final JsonNode SOURCE = readSource();

    private ContentPackage() {}

    static Map<String, Resource> resources() {
        return RESOURCES;
    }

    static JsonNode source() {
        return SOURCE;
    }

    static <T extends Resource> T get(Class<T> type, String id) {
        Resource resource = RESOURCES.get(type.getSimpleName() + "-" + id + ".json");
        if (resource == null) {
            throw new IllegalArgumentException("No " + type.getSimpleName() + "/" + id + " in the package");
        }
        return type.cast(resource);
    }

    private static Map<String, Resource> read() {
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(new StrictErrorHandler());
        Map<String, Resource> resources = new TreeMap<>();
        for (Path file : files()) {
            try (InputStream in = Files.newInputStream(file)) {
                resources.put(file.getFileName().toString(), (Resource) parser.parseResource(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return resources;
    }

    private static List<Path> files() {
        URL folder = ContentPackage.class.getResource("/health/consilium/terminology/package");
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.filter(f -> f.toString().endsWith(".json")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode readSource() {
        try (InputStream in = ContentPackage.class.getResourceAsStream("/checklists.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That a language is written in. */
    static UnicodeScript script(String tag) {
        String script = get(CodeSystem.class, "language").getConcept().stream()
                .filter(language -> language.getCode().equals(tag))
                .flatMap(language -> language.getProperty().stream())
                .filter(property -> property.getCode().equals("script"))
                .map(property -> property.getValue().primitiveValue())
                .findFirst()
                .orElseThrow(() -> new AssertionError("CodeSystem/language does not know " + tag));
        return Stream.of("Hans", "Hant").anyMatch(script::equals) ? UnicodeScript.HAN : UnicodeScript.forName(script);
    }

    /** A draft has no name to it, what is signed off has one. */
    static void assertSaysWhoSignedIt(ConceptDefinitionDesignationComponent designation) {
        Extension status = designation.getExtensionByUrl(BASE + "/StructureDefinition/translation-status");
        assertThat(stringOf(status, "status")).isIn("draft", "signed-off");
        boolean signed = stringOf(status, "status").equals("signed-off");
        assertThat(stringOf(status, "by") != null).isEqualTo(signed);
        assertThat(stringOf(status, "date") != null).isEqualTo(signed);
    }
}

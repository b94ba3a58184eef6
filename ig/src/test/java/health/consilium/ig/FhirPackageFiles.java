package health.consilium.ig;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;

/** The resources of the package as they stand in the source tree: this module's and the terminology module's. */
final class FhirPackageFiles {

    static final FhirContext R4 = FhirContext.forR4Cached();

    private static final Path OWN = Path.of("src/main/resources/health/consilium/ig/package");
    private static final Path TERMINOLOGY =
            Path.of("../terminology/src/main/resources/health/consilium/terminology/package");

    private FhirPackageFiles() {}

    static List<Path> definitions() {
        return resources(OWN);
    }

    static List<Path> terminology() {
        return Files.isDirectory(TERMINOLOGY) ? resources(TERMINOLOGY) : List.of();
    }

    static List<Path> examples() {
        return resources(OWN.resolve("example"));
    }

    static Path example(String typeAndId) {
        return OWN.resolve("example").resolve(typeAndId.replace('/', '-') + ".json");
    }

    static Resource parse(Path file) {
        return (Resource) R4.newJsonParser().parseResource(read(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> resources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("package.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package health.consilium.ig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole package, with the terminology, as a server that validates on write sees it. */
class PackageValidationTests {

    private static HapiValidator validator;

    @BeforeAll
    static void readThePackage() {
        validator = HapiValidator.overThePackage();
    }

    static Stream<Path> everything() {
        return Stream.of(FhirPackageFiles.definitions(), FhirPackageFiles.terminology(), FhirPackageFiles.examples())
                .flatMap(List::stream)
                .filter(file -> !isExtensionDefinition(file));
    }

    /**
     * For the context of an extension HAPI reads the whole of FHIR from the package cache, each time anew. The examples
     * that use the extensions show the same.
     */
    private static boolean isExtensionDefinition(Path file) {
        return FhirPackageFiles.parse(file) instanceof StructureDefinition definition
                && "Extension".equals(definition.getType());
    }

    @ParameterizedTest
    @MethodSource("everything")
    void validatesWithoutError(Path file) {
        assertThat(validator.errors(FhirPackageFiles.read(file))).isEmpty();
    }
}

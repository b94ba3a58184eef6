package health.consilium.ig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Resource;

/**
 * A home folder with a FHIR package cache, so that the HL7 validator finds FHIR itself without a package registry.
 * hl7.fhir.r4.core is laid down from the definitions in HAPI's jar and kept in target for the next run.
 */
final class OfflineFhirHome {

    static final String CORE = "hl7.fhir.r4.core#4.0.1";

    private static final Path HOME = Path.of("target/fhir-home").toAbsolutePath();
    private static final String CORE_MANIFEST =
            """
            {"name": "hl7.fhir.r4.core", "version": "4.0.1", "fhirVersions": ["4.0.1"], "type": "Core",
             "canonical": "http://hl7.org/fhir", "url": "http://hl7.org/fhir/R4", "dependencies": {}}
            """;
    // The validator insists on this package; only instances that use elements of other FHIR versions need its content.
    private static final String CROSS_VERSION_MANIFEST =
            """
            {"name": "hl7.fhir.xver-extensions", "version": "0.1.0", "fhirVersions": ["4.0.1"], "type": "Conformance",
             "canonical": "http://hl7.org/fhir", "dependencies": {}}
            """;
    private static final List<String> SOURCES = List.of(
            "profile/profiles-types.xml",
            "profile/profiles-resources.xml",
            "profile/profiles-others.xml",
            "extension/extension-definitions.xml",
            "valueset/valuesets.xml",
            "valueset/v2-tables.xml",
            "valueset/v3-codesystems.xml",
            "sp/search-parameters.json");

    private OfflineFhirHome() {}

    /** The validator reads user.home when it is made and cannot be told another cache folder. */
    static void use() {
        try {
            layPackages();
            Files.writeString(
                    HOME.resolve(".fhir/fhir-settings.json"),
                    "{\"ignoreDefaultPackageServers\": true, \"prohibitNetworkAccess\": true}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("user.home", HOME.toString());
    }

    private static void layPackages() throws IOException {
        Path cache = HOME.resolve(".fhir/packages");
        Path core = cache.resolve(CORE + "/package");
        if (!Files.exists(core.resolve("package.json"))) {
            Files.createDirectories(core);
            for (String source : SOURCES) {
                writeAll(source, core);
            }
            // Last, because its presence says that the package is whole.
            Files.writeString(core.resolve("package.json"), CORE_MANIFEST);
        }
        Path crossVersion = Files.createDirectories(cache.resolve("hl7.fhir.xver-extensions#0.1.0/package"));
        Files.writeString(crossVersion.resolve("package.json"), CROSS_VERSION_MANIFEST);
        Files.writeString(
                cache.resolve("packages.ini"),
                "[cache]\nversion = 3\n\n[urls]\n\n[local]\n\n[packages]\nhl7.fhir.r4.core#4.0.1 = 20190101000000\n"
                        + "hl7.fhir.xver-extensions#0.1.0 = 20190101000000\n");
    }

    private static void writeAll(String source, Path folder) throws IOException {
        Bundle bundle = read(source);
        Map<String, Resource> byName = new LinkedHashMap<>();
        for (BundleEntryComponent entry : bundle.getEntry()) {
            Resource resource = entry.getResource();
            byName.put(resource.fhirType() + "-" + resource.getIdElement().getIdPart() + ".json", resource);
        }
        for (Map.Entry<String, Resource> file : byName.entrySet()) {
            Files.writeString(
                    folder.resolve(file.getKey()),
                    FhirPackageFiles.R4.newJsonParser().encodeResourceToString(file.getValue()));
        }
    }

    private static Bundle read(String source) throws IOException {
        try (InputStream in = OfflineFhirHome.class.getResourceAsStream("/org/hl7/fhir/r4/model/" + source)) {
            return source.endsWith(".json")
                    ? FhirPackageFiles.R4.newJsonParser().parseResource(Bundle.class, in)
                    : FhirPackageFiles.R4.newXmlParser().parseResource(Bundle.class, in);
        }
    }
}

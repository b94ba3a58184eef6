package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Consilium's own FHIR package ({@code health.consilium.fhir}) as it lies on the class path: profiles, extensions, code
 * systems, operations, pathway and checklists from the {@code ig} and {@code terminology} jars. Never fetched from
 * anywhere.
 */
@Component
public class FhirPackage {

    /** Canonical base of everything that we define. */
    public static final String CANONICAL = "https://w3id.org/consilium/fhir";

    private static final String FILES = "classpath*:health/consilium/{ig,terminology}/package/**/*.json";

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final String hash;

    FhirPackage(FhirContext context) {
        MessageDigest digest = sha256();
        IParser parser = context.newJsonParser();
        for (org.springframework.core.io.Resource file : files()) {
            try (InputStream in = new DigestInputStream(file.getInputStream(), digest)) {
                Resource resource = (Resource) parser.parseResource(in);
                resources.put(resource.fhirType() + "/" + resource.getIdPart(), resource);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }
        hash = HexFormat.of().formatHex(digest.digest());
    }

    private static List<org.springframework.core.io.Resource> files() {
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        return Stream.of("ig", "terminology")
                .flatMap(module -> {
                    try {
                        return Arrays.stream(resolver.getResources(FILES.replace("{ig,terminology}", module)));
                    } catch (IOException e) {
                        throw new UncheckedIOException("Cannot list the FHIR package", e);
                    }
                })
                .filter(FhirPackage::holdsResource)
                .sorted(Comparator.comparing(org.springframework.core.io.Resource::getFilename))
                .toList();
    }

    /** {@code package.json} and {@code .index.json} are the package's own bookkeeping. */
    private static boolean holdsResource(org.springframework.core.io.Resource file) {
        String name = String.valueOf(file.getFilename());
        return !name.equals("package.json") && !name.startsWith(".");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every resource of the package that is of the given type. Do not modify them. */
    public <T extends Resource> List<T> resources(Class<T> type) {
        return resources.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The conformance resource with this canonical URL (a {@code |version} is ignored). */
    public <T extends MetadataResource> Optional<T> byUrl(Class<T> type, String url) {
        String canonical = url.contains("|") ? url.substring(0, url.indexOf('|')) : url;
        return resources(type).stream()
                .filter(resource -> canonical.equals(resource.getUrl()))
                .findFirst();
    }

    /** All resources, in a stable order. */
    public List<Resource> all() {
        return List.copyOf(resources.values());
    }

    /** Changes exactly when a file of the package does. */
    public String hash() {
        return hash;
    }
}

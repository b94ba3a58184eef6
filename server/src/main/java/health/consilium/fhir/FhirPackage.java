package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    private final FhirContext context;

    /** By resource type, which every file's name begins with: {@code CodeSystem-language.json}. */
    private final Map<String, List<org.springframework.core.io.Resource>> files = new LinkedHashMap<>();

    /** Parsed when somebody first asks for the type: a start needs a few of them, a validation most. */
    private final Map<String, List<Resource>> resources = new ConcurrentHashMap<>();

    private final String hash;

    FhirPackage(FhirContext context) {
        this.context = context;
        MessageDigest digest = sha256();
        for (org.springframework.core.io.Resource file : files()) {
            digest.update(content(file));
            files.computeIfAbsent(type(file), type -> new ArrayList<>()).add(file);
        }
        hash = HexFormat.of().formatHex(digest.digest());
    }

    private static String type(org.springframework.core.io.Resource file) {
        String name = String.valueOf(file.getFilename());
        return name.substring(0, name.indexOf('-'));
    }

    private static byte[] content(org.springframework.core.io.Resource file) {
        try {
            return file.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private List<Resource> parse(String type) {
        IParser parser = context.newJsonParser();
        return files.getOrDefault(type, List.of()).stream()
                .map(file -> (Resource) parser.parseResource(new ByteArrayInputStream(content(file))))
                .toList();
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

    /** Every resource of the package that is of the given type, which is not abstract. Do not modify them. */
    public <T extends Resource> List<T> resources(Class<T> type) {
        return ofType(context.getResourceType(type)).stream().map(type::cast).toList();
    }

    private List<Resource> ofType(String type) {
        return resources.computeIfAbsent(type, this::parse);
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
        return files.keySet().stream().flatMap(type -> ofType(type).stream()).toList();
    }

    /** Changes exactly when a file of the package does. */
    public String hash() {
        return hash;
    }
}

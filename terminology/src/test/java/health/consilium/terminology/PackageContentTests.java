package health.consilium.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;

/** That each resource is valid R4 is shown in module {@code ig}, where the whole package is. */
class PackageContentTests {
    /** Declared in the implementation guide, because profiles there use them too. */
    private static final Set<String> DECLARED_IN_GUIDE = Set.of("strength", "remedy");

    @Test
    void everyExtensionInUseIsDeclared() {
        Set<String> declared = new TreeSet<>(DECLARED_IN_GUIDE);
        Set<String> used = new TreeSet<>();
        Pattern url = Pattern.compile("\"" + ContentPackage.BASE + "/StructureDefinition/([^\"]+)\"");
        for (Resource resource : ContentPackage.resources().values()) {
            if (resource instanceof StructureDefinition definition) {
                declared.add(definition.getIdPart());
            } else {
                Matcher matcher =
                        url.matcher(ContentPackage.FHIR.newJsonParser().encodeResourceToString(resource));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        }
        assertThat(used).isEqualTo(declared);
    }

    @Test
    void everyResourceIsADraftUnderItsOwnCanonical() {
        ContentPackage.resources().forEach((fileName, resource) -> {
            MetadataResource content = (MetadataResource) resource;
            assertThat(fileName).isEqualTo(content.fhirType() + "-" + content.getIdPart() + ".json");
            assertThat(content.getUrl())
                    .isEqualTo(ContentPackage.BASE + "/" + content.fhirType() + "/" + content.getIdPart());
            assertThat(content.getStatus().toCode()).isEqualTo("draft");
            assertThat(content.getExperimental()).isTrue();
        });
    }
}

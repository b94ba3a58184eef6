package health.consilium.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import ca.uhn.fhir.validation.ValidationResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackageValidationTests {
    /** Declared in the implementation guide, because profiles there use them too. */
    private static final Set<String> DECLARED_IN_GUIDE = Set.of("strength", "remedy");

    private static final DefaultProfileValidationSupport BASE =
            new DefaultProfileValidationSupport(ContentPackage.FHIR);
    private static final List<StructureDefinition> SNAPSHOTS = snapshots();
    private static final FhirValidator VALIDATOR = validator();

    @ParameterizedTest
    @MethodSource("fileNames")
    void everyResourceIsValidR4(String fileName) {
        ValidationResult result =
                VALIDATOR.validateWithResult(ContentPackage.resources().get(fileName));

        List<SingleValidationMessage> errors = result.getMessages().stream()
                .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .toList();
        assertThat(errors).isEmpty();
    }

    @Test
    void everyExtensionHasASnapshot() {
        assertThat(SNAPSHOTS).hasSizeGreaterThan(20).allSatisfy(definition -> {
            assertThat(definition.getSnapshot().getElement())
                    .hasSizeGreaterThan(
                            definition.getDifferential().getElement().size());
        });
    }

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

    /** Without the extensions: to validate a StructureDefinition the validator asks the package registry. */
    static Stream<String> fileNames() {
        return ContentPackage.resources().keySet().stream().filter(name -> !name.startsWith("StructureDefinition-"));
    }

    private static FhirValidator validator() {
        PrePopulatedValidationSupport content = new PrePopulatedValidationSupport(ContentPackage.FHIR);
        ContentPackage.resources().values().forEach(content::addResource);
        SNAPSHOTS.forEach(content::addStructureDefinition);
        FhirValidator validator = ContentPackage.FHIR.newValidator();
        validator.registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                content,
                BASE,
                // Before the next, which does not know the language zh-Hans.
                new InMemoryTerminologyServerValidationSupport(ContentPackage.FHIR),
                new CommonCodeSystemsTerminologyService(ContentPackage.FHIR),
                new UnknownCodeSystemWarningValidationSupport(ContentPackage.FHIR))));
        return validator;
    }

    private static List<StructureDefinition> snapshots() {
        ValidationSupportChain chain =
                new ValidationSupportChain(BASE, new SnapshotGeneratingValidationSupport(ContentPackage.FHIR));
        return ContentPackage.resources().values().stream()
                .filter(StructureDefinition.class::isInstance)
                .map(StructureDefinition.class::cast)
                .map(d -> (StructureDefinition) chain.generateSnapshot(
                        new ValidationSupportContext(chain), d.copy(), d.getUrl(), null, d.getName()))
                .toList();
    }
}

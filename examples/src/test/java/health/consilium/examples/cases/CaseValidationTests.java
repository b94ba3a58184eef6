package health.consilium.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the example sides send is valid R4 and meets the profiles that it claims. */
class CaseValidationTests {

    private static FhirValidator validator;

    @BeforeAll
    static void loadProfiles() throws IOException, URISyntaxException {
        FhirContext fhir = ExampleCase.FHIR;
        PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(fhir);
        load(own, "health/consilium/ig/package");
        load(own, "health/consilium/terminology/package");
        UnknownCodeSystemWarningValidationSupport unknown = new UnknownCodeSystemWarningValidationSupport(fhir);
        unknown.setNonExistentCodeSystemSeverity(IValidationSupport.IssueSeverity.WARNING);
        ValidationSupportChain chain = new ValidationSupportChain(
                own,
                new DefaultProfileValidationSupport(fhir),
                new ScriptInLanguageTag(fhir),
                new InMemoryTerminologyServerValidationSupport(fhir),
                new CommonCodeSystemsTerminologyService(fhir),
                new SnapshotGeneratingValidationSupport(fhir),
                unknown);
        FhirInstanceValidator instances = new FhirInstanceValidator(chain);
        instances.setAnyExtensionsAllowed(true);
        validator = fhir.newValidator().registerValidatorModule(instances);
    }

    static List<ExampleCase> cases() {
        return ExampleCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void transactionIsValid(ExampleCase example) {
        assertThat(errors(example.transaction())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void opinionIsValid(ExampleCase example) {
        assertThat(errors(example.opinion())).isEmpty();
    }

    private static List<String> errors(Bundle bundle) {
        Bundle light = bundle.copy();
        for (Bundle.BundleEntryComponent entry : light.getEntry()) {
            Resource resource = entry.getResource();
            if (resource instanceof Binary binary) {
                binary.setData(new byte[] {1});
            }
        }
        return validator.validateWithResult(light).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(CaseValidationTests::text)
                .toList();
    }

    private static String text(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }

    private static void load(PrePopulatedValidationSupport support, String folder)
            throws IOException, URISyntaxException {
        URL url = CaseValidationTests.class.getClassLoader().getResource(folder);
        if (url == null) {
            throw new IllegalStateException("No folder " + folder + " on the class path");
        }
        URI uri = url.toURI();
        if (uri.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                addAll(support, jar.getPath(folder));
            }
        } else {
            addAll(support, Path.of(uri));
        }
    }

    private static void addAll(PrePopulatedValidationSupport support, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches("[A-Z].*\\.json"))
                    .forEach(file -> support.addResource(parse(file)));
        }
    }

    private static Resource parse(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (Resource) ExampleCase.FHIR.newJsonParser().parseResource(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

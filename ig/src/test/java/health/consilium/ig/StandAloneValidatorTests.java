package health.consilium.ig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r5.elementmodel.Manager.FhirFormat;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.utils.EOperationOutcome;
import org.hl7.fhir.r5.utils.validation.constants.ReferenceValidationPolicy;
import org.hl7.fhir.utilities.FhirPublication;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.validation.ValidationEngine;
import org.hl7.fhir.validation.instance.advisor.BasePolicyAdvisorForFullValidation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HL7 validator, with the package as the build hands it out, no registry and no terminology server. */
class StandAloneValidatorTests {

    private static final String SO = "https://w3id.org/consilium/fhir";

    private static ValidationEngine engine;

    @BeforeAll
    static void loadThePackage() throws IOException, URISyntaxException {
        OfflineFhirHome.use();
        engine = new ValidationEngine.ValidationEngineBuilder()
                .withVersion("4.0.1")
                .withNoTerminologyServer()
                .fromSource(OfflineFhirHome.CORE);
        // As the command line does for -tx n/a without -check-references.
        engine.setTerminologyServer(null, null, FhirPublication.R4, false);
        engine.setPolicyAdvisor(new BasePolicyAdvisorForFullValidation(ReferenceValidationPolicy.IGNORE, Set.of()));
        CodesOfATerminologyServer.all().forEach(engine.getContext()::cacheResource);
        String tgz = System.getProperty("consilium.fhir-package");
        engine.getIgLoader().loadIg(new ArrayList<>(), new HashMap<>(), tgz, false);
        engine.prepare();
    }

    static Stream<Path> examples() {
        return FhirPackageFiles.examples().stream();
    }

    @Test
    void knowsTheProfiles() {
        assertThat(engine.getContext().fetchResource(StructureDefinition.class, SO + "/StructureDefinition/record"))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void validatesWithoutError(Path example) throws IOException, EOperationOutcome {
        assertThat(errors(example)).isEmpty();
    }

    static Stream<Path> checklists() {
        return FhirPackageFiles.terminology().stream()
                .filter(file -> file.getFileName().toString().startsWith("PlanDefinition-checklist-"));
    }

    @ParameterizedTest
    @MethodSource("checklists")
    void checklistMeetsItsProfile(Path checklist) throws IOException, EOperationOutcome {
        assertThat(errors(checklist, SO + "/StructureDefinition/records-checklist"))
                .isEmpty();
    }

    private static List<ValidationMessage> errors(Path file, String... profiles) throws IOException, EOperationOutcome {
        List<ValidationMessage> messages = new ArrayList<>();
        byte[] bytes = FhirPackageFiles.read(file).getBytes(StandardCharsets.UTF_8);
        engine.validate(bytes, FhirFormat.JSON, List.of(profiles), messages);
        return messages.stream().filter(message -> message.getLevel().isError()).toList();
    }
}

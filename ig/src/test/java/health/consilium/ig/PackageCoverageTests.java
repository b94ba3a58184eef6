package health.consilium.ig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;

/** What the validators do not ask: is everything shown in use, and do the parts point at each other? */
class PackageCoverageTests {

    private static final String SO = "https://w3id.org/consilium/fhir/";

    @Test
    void everyProfileAndExtensionIsUsed() {
        String instances = Stream.concat(FhirPackageFiles.examples().stream(), FhirPackageFiles.definitions().stream())
                .filter(file -> !file.getFileName().toString().startsWith("StructureDefinition-"))
                .map(FhirPackageFiles::read)
                .collect(Collectors.joining());
        assertThat(FhirPackageFiles.definitions())
                .extracting(FhirPackageFiles::parse)
                .filteredOn(StructureDefinition.class::isInstance)
                .extracting(definition -> ((StructureDefinition) definition).getUrl())
                .hasSizeGreaterThan(50)
                .allSatisfy(url -> assertThat(instances).contains('"' + url + '"'));
    }

    @Test
    void examplesReferToExamples() {
        Set<String> known = FhirPackageFiles.examples().stream()
                .map(file -> file.getFileName().toString().replace(".json", "").replaceFirst("-", "/"))
                .collect(Collectors.toSet());
        assertThat(references()).isSubsetOf(known);
    }

    @Test
    void pathwayIsWholeAndItsTasksFollowTasksThatExist() {
        PlanDefinition pathway = FhirPackageFiles.definitions().stream()
                .map(FhirPackageFiles::parse)
                .filter(PlanDefinition.class::isInstance)
                .map(PlanDefinition.class::cast)
                .filter(plan -> plan.getUrl().endsWith("/PlanDefinition/pathway"))
                .findFirst()
                .orElseThrow();
        assertThat(pathway.getAction()).hasSize(8);
        List<String> tasks = pathway.getAction().stream()
                .flatMap(stage -> stage.getAction().stream())
                .map(task -> task.getId())
                .toList();
        assertThat(tasks).doesNotHaveDuplicates();
        assertThat(pathway.getAction().stream().flatMap(stage -> stage.getAction().stream()))
                .flatExtracting(PlanDefinition.PlanDefinitionActionComponent::getRelatedAction)
                .extracting(PlanDefinition.PlanDefinitionActionRelatedActionComponent::getActionId)
                .isSubsetOf(tasks);
    }

    @Test
    void canonicalsOfOursPointAtSomething() {
        Set<String> defined = Stream.concat(
                        FhirPackageFiles.definitions().stream(), FhirPackageFiles.terminology().stream())
                .map(file ->
                        SO + file.getFileName().toString().replace(".json", "").replaceFirst("-", "/"))
                .collect(Collectors.toSet());
        Set<String> used = new TreeSet<>();
        for (Path file : FhirPackageFiles.definitions()) {
            Pattern.compile(
                            SO
                                    + "(StructureDefinition|ValueSet|CodeSystem|SearchParameter|OperationDefinition|Measure)/[\\w-]+")
                    .matcher(FhirPackageFiles.read(file))
                    .results()
                    .forEach(match -> used.add(match.group()));
        }
        assertThat(used).isSubsetOf(defined);
    }

    private static Set<String> references() {
        Set<String> references = new TreeSet<>();
        for (Path file : FhirPackageFiles.examples()) {
            Resource example = FhirPackageFiles.parse(file);
            Stream<Resource> parts = example instanceof Bundle bundle
                    ? bundle.getEntry().stream().map(BundleEntryComponent::getResource)
                    : Stream.of(example);
            parts.flatMap(part ->
                            FhirPackageFiles.R4
                                    .newTerser()
                                    .getAllPopulatedChildElementsOfType(part, Reference.class)
                                    .stream())
                    .map(Reference::getReference)
                    .filter(reference -> reference != null && !reference.startsWith("urn:uuid:"))
                    .forEach(references::add);
        }
        return references;
    }
}

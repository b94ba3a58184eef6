package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.RequirementStatus;
import health.consilium.completeness.rules.Waiver;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Systems;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.DataRequirement.DataRequirementCodeFilterComponent;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuidanceFormTests {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
    private static final String HER2 = "breast.mol.her2";

    static List<Checklist> checklists() {
        return List.copyOf(Content.checklists().all());
    }

    @Test
    void whatIsMissingIsAskedForByItsCodes() {
        GuidanceResponse guidance = guidance(breastWithoutHer2(Set.of()));

        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponseStatus.DATAREQUIRED);
        assertThat(guidance.getModuleCanonicalType().getValue())
                .matches("https://w3id.org/consilium/fhir/PlanDefinition/checklist-breast\\|.+");
        assertThat(guidance.getSubject().getReference()).isEqualTo("Patient/1");
        assertThat(guidance.getOccurrenceDateTimeElement().getValueAsString()).isEqualTo("2026-11-20");
        assertThat(codes(asked(guidance, HER2))).contains("85319-2");
        assertThat(asked(guidance, "breast.mol.er")).as("it is met").isEmpty();
    }

    @Test
    void whatIsWaivedIsNotAskedFor() {
        Waiver waiver = new Waiver(HER2, "tested at the centre", "Practitioner/clinician");

        assertThat(asked(guidance(breastWithoutHer2(Set.of(waiver))), HER2)).isEmpty();
    }

    @Test
    void theGreatestAgeIsAskedForToo() {
        assertThat(asked(guidance(nothingOf("breast")), "breast.lab.cbc"))
                .isNotEmpty()
                .allMatch(DataRequirement::hasDateFilter);
    }

    /** Whoever answers states them with the codes of case facts. */
    @Test
    void whatIsAQuestionAsksForTheFactsThatDecideIt() {
        CompletenessResult result = nothingOf("nsclc");
        GuidanceResponse guidance = guidance(result);

        List<ItemResult> questions = result.items().stream()
                .filter(item -> item.status() == RequirementStatus.QUESTION
                        && !item.unknownFacts().isEmpty())
                .toList();
        assertThat(questions).isNotEmpty().allSatisfy(item -> {
            List<DataRequirement> asked = asked(guidance, item.item().id());
            assertThat(codes(asked)).containsExactlyInAnyOrderElementsOf(item.unknownFacts());
            assertThat(asked).allSatisfy(fact -> {
                assertThat(fact.getType()).isEqualTo("Observation");
                assertThat(fact.getCodeFilterFirstRep().getCodeFirstRep().getSystem())
                        .isEqualTo(Systems.CASE_FACT);
            });
        });
    }

    @ParameterizedTest
    @MethodSource("checklists")
    void ofEachChecklistAllThatIsOpenIsAskedForAndNothingElse(Checklist checklist) {
        CompletenessResult result = nothingOf(checklist.tumourType());

        Set<String> asked = guidance(result).getDataRequirement().stream()
                .flatMap(data -> items(data).stream())
                .collect(Collectors.toSet());
        assertThat(asked)
                .isEqualTo(result.items().stream().map(item -> item.item().id()).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast"})
    void theChecklistItselfStaysAsItIs(String type) {
        guidance(nothingOf(type));

        assertThat(Content.checklists().forTumourType(type).orElseThrow().items())
                .flatExtracting(item -> item.guidance().inputs())
                .noneMatch(input -> ((DataRequirement) input).hasExtension());
    }

    @Test
    void whereNothingIsOpenNothingIsAskedFor() {
        CompletenessResult complete = new CompletenessResult(checklist("breast"), AS_OF, true, 1, List.of(), List.of());

        GuidanceResponse guidance = guidance(complete);

        assertThat(guidance.getStatus()).isEqualTo(GuidanceResponseStatus.SUCCESS);
        assertThat(guidance.getNoteFirstRep().getText()).contains("Draft content");
    }

    private static GuidanceResponse guidance(CompletenessResult result) {
        return GuidanceForm.of(result, Optional.of(new Reference("Patient/1")));
    }

    private static CompletenessResult breastWithoutHer2(Set<Waiver> waivers) {
        Bundle records = Examples.without(Examples.inEnglish("breast"), "breast", List.of("her2", "pathology-report"));
        List<Resource> resources = records.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .toList();
        return Examples.engine().evaluate(checklist("breast"), resources, AS_OF, waivers);
    }

    private static CompletenessResult nothingOf(String type) {
        return Examples.engine().evaluate(checklist(type), List.of(), AS_OF, Set.of());
    }

    private static Checklist checklist(String type) {
        return Content.checklists().forTumourType(type).orElseThrow();
    }

    private static List<DataRequirement> asked(GuidanceResponse guidance, String item) {
        return guidance.getDataRequirement().stream()
                .filter(data -> items(data).contains(item))
                .toList();
    }

    private static List<String> items(DataRequirement data) {
        return data.getExtensionsByUrl(GapForm.REQUIREMENT).stream()
                .map(item -> ((Coding) item.getValue()).getCode())
                .toList();
    }

    private static List<String> codes(List<DataRequirement> asked) {
        return asked.stream()
                .flatMap(data -> data.getCodeFilter().stream())
                .map(DataRequirementCodeFilterComponent::getCode)
                .flatMap(List::stream)
                .map(Coding::getCode)
                .toList();
    }
}

package health.consilium.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A patient reads what the tumour is called in the own language. */
class TumourTypeNameTests {

    private static final Set<String> LANGUAGES = Set.of("fr", "hi", "ar", "zh-Hans");
    private static final List<ConceptDefinitionComponent> TYPES =
            ContentPackage.get(CodeSystem.class, "tumour-type").getConcept();

    @Test
    void everyTypeHasOneNameInEachLanguage() {
        assertThat(TYPES).hasSize(33).allSatisfy(type -> assertThat(type.getDesignation())
                .as(type.getCode())
                .extracting(ConceptDefinitionDesignationComponent::getLanguage)
                .containsExactlyInAnyOrderElementsOf(LANGUAGES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "hi", "ar", "zh-Hans"})
    void aNameIsWrittenInTheScriptOfItsLanguageAndSharedByNoOtherType(String language) {
        UnicodeScript script = ContentPackage.script(language);
        List<String> names = TYPES.stream()
                .flatMap(type -> type.getDesignation().stream())
                .filter(name -> name.getLanguage().equals(language))
                .map(ConceptDefinitionDesignationComponent::getValue)
                .toList();

        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> assertThat(
                        name.codePoints().mapToObj(UnicodeScript::of))
                .contains(script));
        assertThat(names)
                .doesNotContainAnyElementsOf(TYPES.stream()
                        .map(ConceptDefinitionComponent::getDisplay)
                        .toList());
    }

    @Test
    void aNameIsADraftUntilAPersonPutsTheOwnNameToIt() {
        assertThat(TYPES)
                .flatExtracting(ConceptDefinitionComponent::getDesignation)
                .allSatisfy(ContentPackage::assertSaysWhoSignedIt);
    }
}

package health.consilium.terminology;

import static health.consilium.terminology.SourceFields.stringsOf;
import static health.consilium.terminology.SourceFields.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts that people read of a checklist have a code, and each language says all of them. */
class ChecklistTextContentTests {

    private static final CodeSystem TEXTS = ContentPackage.get(CodeSystem.class, "checklist-text");
    private static final Map<String, String> ENGLISH = english();
    private static final Set<String> GENES = genes();

    /** {@code 8th}, which each language writes in its own way. */
    private static final Pattern ORDINAL = Pattern.compile("\\d+th");

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern WORD = Pattern.compile("\\w+(-\\d+A)?");

    /** A word of the language, where the rest is symbols and abbreviations. */
    private static final Pattern PLAIN_WORD = Pattern.compile("\\b\\p{Lu}?\\p{Ll}{2,}\\b");

    @Test
    void everyLabelOfTheContentHasACodeOfItsOwn() {
        assertThat(ENGLISH.entrySet().stream().filter(text -> !text.getKey().startsWith("remedy-")))
                .extracting(Map.Entry::getValue)
                .containsExactlyInAnyOrderElementsOf(ofItems("label"))
                .hasSize(418);
    }

    @Test
    void everyWayToObtainARecordHasTheCodeOfItsRemedy() {
        Map<String, String> remedies = new LinkedHashMap<>();
        ContentPackage.get(CodeSystem.class, "remedy")
                .getConcept()
                .forEach(remedy -> remedies.put("remedy-" + remedy.getCode(), remedy.getDisplay()));

        assertThat(ENGLISH).containsAllEntriesOf(remedies).hasSize(418 + 12);
        assertThat(remedies.values()).containsExactlyInAnyOrderElementsOf(ofItems("howToObtain"));
    }

    @Test
    void theFourLanguagesAreThere() {
        assertThat(languages()).extracting(CodeSystem::getLanguage).contains("hi", "ar", "fr", "zh-Hans");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageIsOneFileThatSaysEveryText(CodeSystem language) {
        assertThat(language.getIdPart()).isEqualTo("checklist-text-" + language.getLanguage());
        assertThat(language.getContent()).isEqualTo(CodeSystemContentMode.SUPPLEMENT);
        assertThat(language.getConcept())
                .extracting(ConceptDefinitionComponent::getCode)
                .containsExactlyElementsOf(ENGLISH.keySet());
        assertThat(language.getCount()).isEqualTo(ENGLISH.size());
        assertThat(language.getConcept()).allSatisfy(concept -> {
            assertThat(concept.getDesignation()).hasSize(1);
            assertThat(concept.getDesignationFirstRep().getLanguage()).isEqualTo(language.getLanguage());
            assertThat(concept.getDesignationFirstRep().getValue()).isNotBlank().isEqualTo(strip(concept));
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aTranslationIsADraftUntilAPersonPutsTheOwnNameToIt(CodeSystem language) {
        assertThat(language.getConcept())
                .allSatisfy(concept -> ContentPackage.assertSaysWhoSignedIt(concept.getDesignationFirstRep()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aTranslationIsWrittenInTheScriptOfItsLanguage(CodeSystem language) {
        UnicodeScript script = ContentPackage.script(language.getLanguage());
        SoftAssertions.assertSoftly(all -> translations(language).forEach((code, translation) -> {
            String english = ENGLISH.get(code);
            if (PLAIN_WORD.matcher(english).find()) {
                all.assertThat(translation.codePoints().mapToObj(UnicodeScript::of))
                        .as(code + ": " + translation)
                        .contains(script);
                all.assertThat(translation).as(code).isNotEqualTo(english);
            }
        }));
    }

    /** A number or a gene that got lost is how a translation does harm. */
    @ParameterizedTest
    @MethodSource("languages")
    void numbersAndGenesOfTheEnglishTextStandInTheTranslation(CodeSystem language) {
        SoftAssertions.assertSoftly(all -> translations(language).forEach((code, translation) -> {
            String english = ENGLISH.get(code);
            all.assertThat(numbers(translation)).as(code).containsExactlyInAnyOrderElementsOf(numbers(english));
            all.assertThat(symbols(translation)).as(code).containsAll(symbols(english));
        }));
    }

    static List<CodeSystem> languages() {
        return ContentPackage.resources().values().stream()
                .filter(CodeSystem.class::isInstance)
                .map(CodeSystem.class::cast)
                .filter(system -> TEXTS.getUrl().equals(system.getSupplements()))
                .toList();
    }

    private static Map<String, String> english() {
        Map<String, String> texts = new LinkedHashMap<>();
        TEXTS.getConcept().forEach(concept -> texts.put(concept.getCode(), concept.getDisplay()));
        return texts;
    }

    private static Map<String, String> translations(CodeSystem language) {
        Map<String, String> texts = new LinkedHashMap<>();
        language.getConcept()
                .forEach(concept -> texts.put(
                        concept.getCode(), concept.getDesignationFirstRep().getValue()));
        return texts;
    }

    private static Set<String> ofItems(String field) {
        Set<String> values = new LinkedHashSet<>();
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            type.get("items").forEach(item -> values.add(text(item, field)));
        }
        return values;
    }

    private static Set<String> genes() {
        Set<String> genes = new TreeSet<>();
        for (JsonNode type : ContentPackage.source().get("tumourTypes")) {
            type.get("items").forEach(item -> genes.addAll(stringsOf(item.get("genes"))));
        }
        return genes;
    }

    private static List<String> numbers(String text) {
        return DIGITS.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Genes, and every other word with a digit in it: {@code HER2}, {@code p40}, {@code mm2}, {@code V600E}. */
    private static List<String> symbols(String text) {
        List<String> symbols = new ArrayList<>();
        WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(word -> GENES.contains(word)
                        || DIGITS.matcher(word).find() && !ORDINAL.matcher(word).matches() && !isNumber(word))
                .forEach(symbols::add);
        return symbols;
    }

    private static boolean isNumber(String word) {
        return DIGITS.matcher(word).matches();
    }

    private static String strip(ConceptDefinitionComponent concept) {
        ConceptDefinitionDesignationComponent designation = concept.getDesignationFirstRep();
        return designation.getValue().strip();
    }
}

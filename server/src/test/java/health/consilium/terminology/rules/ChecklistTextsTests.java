package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.terminology.rules.TextInLanguage.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistTextsTests {

    private static final String BONE_SCAN = "Bone scan";

    private final ChecklistTexts texts = Content.checklistTexts();

    @Test
    void aLabelIsFoundByItsEnglishWords() {
        TextInLanguage label = texts.label(BONE_SCAN, "fr");

        assertThat(label).isEqualTo(new TextInLanguage(BONE_SCAN, "Scintigraphie osseuse", "fr", Status.DRAFT, false));
    }

    @Test
    void aWayToObtainARecordIsFoundByItsCode() {
        TextInLanguage remedy = texts.remedy("patient-form", "ar");

        assertThat(remedy.english()).startsWith("The patient or family completes the platform form");
        assertThat(remedy.text()).contains("المريض");
        assertThatThrownBy(() -> texts.remedy("astrology", "ar")).isInstanceOf(ContentException.class);
    }

    /** Nothing in the checklists is without a text, in no language that we have. */
    @ParameterizedTest
    @ValueSource(strings = {"hi", "ar", "fr", "zh-Hans"})
    void everyItemOfEveryChecklistIsTranslated(String language) {
        assertThat(Content.checklists().all())
                .flatExtracting(Checklist::items)
                .hasSize(1261)
                .allSatisfy(item -> {
                    assertThat(texts.label(item.label(), language).language()).isEqualTo(language);
                    assertThat(texts.remedy(item.guidance().remedy(), language).status())
                            .isEqualTo(Status.DRAFT);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "hi, hi",
        "hi-IN, hi",
        "ar-EG, ar",
        "fr-CA, fr",
        "zh, zh-Hans",
        "zh-CN, zh-Hans",
        "zh-Hans-CN, zh-Hans",
        "zh-SG, zh-Hans",
        "ZH-hans, zh-Hans"
    })
    void aReaderIsServedByTheLanguageWithoutItsRegion(String asked, String given) {
        TextInLanguage label = texts.label(BONE_SCAN, asked);

        assertThat(label.language()).isEqualTo(given);
        assertThat(label.fallback()).isFalse();
        assertThat(label.text()).isNotEqualTo(BONE_SCAN);
    }

    /** Who reads traditional characters is not served with simplified ones as if they were the same. */
    @ParameterizedTest
    @ValueSource(strings = {"kk", "sw-KE", "zh-Hant", "zh-TW", "zh-HK", "not a language"})
    void whatIsNotTranslatedIsEnglishAndSaysSo(String asked) {
        TextInLanguage label = texts.label(BONE_SCAN, asked);

        assertThat(label).isEqualTo(new TextInLanguage(BONE_SCAN, BONE_SCAN, "en", Status.ORIGINAL, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB", "en-KE"})
    void englishIsTheOriginalAndNoFallback(String asked) {
        TextInLanguage label = texts.label(BONE_SCAN, asked);

        assertThat(label).isEqualTo(new TextInLanguage(BONE_SCAN, BONE_SCAN, "en", Status.ORIGINAL, false));
    }

    @Test
    void theFirstLanguageOfAReaderThatWeHaveCounts() {
        assertThat(texts.serving(List.of("kk", "fr-FR", "hi"))).contains("fr");
        assertThat(texts.serving(List.of("en-US", "hi"))).contains("en");
        assertThat(texts.serving(List.of("kk", "uz"))).isEmpty();
    }

    @Test
    void anotherLanguageIsAnotherFileAndWhatItLacksIsEnglish() {
        List<CodeSystem> files = new ArrayList<>(Content.checklistTextFiles());
        files.add(turkish());

        ChecklistTexts more = ChecklistTexts.of(files);

        assertThat(more.languages()).containsExactlyInAnyOrder("en", "hi", "ar", "fr", "zh-Hans", "tr");
        assertThat(more.label(BONE_SCAN, "tr-TR"))
                .isEqualTo(new TextInLanguage(BONE_SCAN, "Kemik sintigrafisi", "tr", Status.SIGNED_OFF, false));
        assertThat(more.remedy("patient-form", "tr").status())
                .as("what says nothing of a signature has none")
                .isEqualTo(Status.DRAFT);
        assertThat(more.label("Brain MRI", "tr"))
                .isEqualTo(new TextInLanguage("Brain MRI", "Brain MRI", "en", Status.ORIGINAL, true));
        assertThat(more.label(BONE_SCAN, "hi").language()).isEqualTo("hi");
    }

    @Test
    void aTranslationOfSomethingThatIsNoTextIsRefused() {
        List<CodeSystem> files = new ArrayList<>(Content.checklistTextFiles());
        CodeSystem turkish = turkish();
        turkish.getConceptFirstRep().setCode("bone-scam");
        files.add(turkish);

        assertThatThrownBy(() -> ChecklistTexts.of(files))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("checklist-text-tr")
                .hasMessageContaining("bone-scam");
        assertThatThrownBy(() -> ChecklistTexts.of(List.of())).isInstanceOf(ContentException.class);
    }

    private static CodeSystem turkish() {
        try (InputStream in =
                ChecklistTextsTests.class.getResourceAsStream("/texts/CodeSystem-checklist-text-tr.json")) {
            return FhirContext.forR4Cached().newJsonParser().parseResource(CodeSystem.class, in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

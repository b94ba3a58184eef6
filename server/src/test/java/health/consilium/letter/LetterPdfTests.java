package health.consilium.letter;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.completeness.letter.LetterPdf;
import health.consilium.completeness.letter.ReleaseLetter;
import health.consilium.completeness.letter.RequestWords;
import health.consilium.support.PdfText;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistTexts;
import health.consilium.terminology.rules.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The letters of all languages are left in {@code target/letters}, to be looked at. */
class LetterPdfTests {

    private static final Path LETTERS = Path.of("target", "letters");

    @ParameterizedTest
    @CsvSource({
        "en, Asha Rao, Nairobi Cancer Hospital",
        "fr, Aïssatou N’Diaye, Hôpital Général d’Abidjan",
        "hi, आशा क्षत्रिय, राष्ट्रीय कर्क रोग चिकित्सालय",
        "ar, ليلى عبد الله, مستشفى الملك فيصل",
        "zh-Hans, 张鑫淼, 北京大学肿瘤医院"
    })
    void eachLanguageSaysWhatItHasToInItsOwnScript(String language, String patient, String hospital) {
        Words words = RequestWords.in(language);

        String text =
                read(letter("hospital", hospital, patient, wanted(3)), words).text();

        assertThat(words.language()).isEqualTo(language);
        assertThat(text)
                .contains(
                        words.text("title"),
                        words.text("to.hospital"),
                        words.text("release.title"),
                        words.text("draft"),
                        patient,
                        hospital,
                        "C-2026-7QK2M4XA",
                        words.date(LocalDate.of(1971, 3, 9)))
                .doesNotContain("{");
    }

    @Test
    void arabicIsJoinedAndRunsFromRightToLeft() {
        PdfText letter = read(letter("patient", "ليلى", "ليلى", wanted(1)), RequestWords.in("ar"));

        List<Integer> shaped = codes("ليلى", RequestWords.in("ar"));
        List<Integer> letters = "ليلى"
                .chars()
                .mapToObj(character -> codes(Character.toString(character), RequestWords.in("ar"))
                        .get(0))
                .toList();
        assertThat(shaped).as("medial forms, not isolated ones").doesNotContainSequence(letters.get(1), letters.get(2));
        assertThat(letter.codes()).containsSequence(shaped);
        assertThat(line("طلب ABC", RequestWords.in("ar")).glyphs().get(0).face())
                .as("what is read last stands leftmost")
                .isEqualTo(Face.LATIN);
        assertThat(letter.rightEdges()).as("lines end at the right margin").anyMatch(edge -> edge > 530);
    }

    @Test
    void devanagariConjunctsAreOneGlyph() {
        Words hindi = RequestWords.in("hi");

        assertThat(codes("क्ष", hindi)).hasSize(1).isNotEqualTo(codes("क", hindi));
        assertThat(codes("कि", hindi).get(0))
                .as("the sign i stands before its consonant")
                .isNotEqualTo(codes("क", hindi).get(0));
        assertThat(read(letter("patient", "क्ष", "क्ष", wanted(1)), hindi).codes())
                .containsSequence(codes("क्ष", hindi));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "hi", "ar", "zh-Hans"})
    void fontsAreEmbeddedAndNoGlyphIsMissing(String language) throws IOException {
        byte[] pdf = LetterPdf.of(
                letter("laboratory", "张鑫淼 ليلى आशा Ľubomír Ђорђе", "Asha", wanted(30)), RequestWords.in(language));

        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(1);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language);
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                }
            }
        }
        assertThat(pdf.length).as("of each font only what is used").isLessThan(200_000);
        assertThat(PdfText.of(pdf).codes()).isNotEmpty().doesNotContain(0);
    }

    @ParameterizedTest
    @CsvSource({"ปิยะ สุข, piya s̄uk̄h", "정은 Kim, jeong-eun Kim", "龘雨, 'dá yǔ'", "𠮷野, '_ yě'", "Ana 🙂, Ana _"})
    void aNameThatNoFontHasIsWrittenInLatinLettersAndNotInBoxes(String name, String shown) {
        assertThat(Legible.isShown(name)).isFalse();
        assertThat(Legible.of(name).strip()).isEqualToIgnoringCase(shown);
        assertThat(read(letter("patient", name, name, wanted(1)), RequestWords.in("en"))
                        .codes())
                .doesNotContain(0);
    }

    @Test
    void otherLanguagesFallBackToEnglishAndSaySo() {
        for (String language : List.of("sw", "bn", "zh-Hant", "zh-TW")) {
            Words words = RequestWords.in(language);
            assertThat(words.language()).isEqualTo("en");
            assertThat(read(letter("patient", "Asha", "Asha", wanted(1)), words).text())
                    .contains("We have no words in your language (");
        }
        assertThat(RequestWords.in("zh-CN").language()).isEqualTo("zh-Hans");
        assertThat(RequestWords.in("fr-CI").isFallback()).isFalse();
    }

    @Test
    void whatIsNotTranslatedIsInEnglishAndTheLetterSaysSo() {
        ReleaseLetter half = letter(
                "hospital", "AP-HP", "Asha", List.of(new ReleaseLetter.Wanted("HER2", "Ask the laboratory", false)));

        assertThat(read(half, RequestWords.in("fr")).text())
                .contains(RequestWords.in("fr").text("english.parts"), "Ask the laboratory");
        assertThat(read(letter("hospital", "AP-HP", "Asha", wanted(1)), RequestWords.in("fr"))
                        .text())
                .doesNotContain(RequestWords.in("fr").text("english.parts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "hi", "ar", "zh-Hans"})
    void theFontsHaveAllThatTheContentSays(String language) {
        ChecklistTexts texts = Content.checklistTexts();

        assertThat(Content.checklists().all()).flatExtracting(Checklist::items).allSatisfy(item -> assertThat(List.of(
                        texts.label(item.label(), language).text(),
                        texts.remedy(item.guidance().remedy(), language).text()))
                .allMatch(Legible::isShown));
    }

    private static List<ReleaseLetter.Wanted> wanted(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new ReleaseLetter.Wanted(
                        "HER2 (ERBB2), ISH " + i, "Request the complete signed report, all H&E slides.", true))
                .toList();
    }

    private static ReleaseLetter letter(
            String source, String addressee, String patient, List<ReleaseLetter.Wanted> wanted) {
        return new ReleaseLetter(
                source,
                addressee,
                patient,
                Optional.of("1971-03-09"),
                "C-2026-7QK2M4XA",
                LocalDate.of(2026, 11, 23),
                LocalDate.of(2026, 11, 30),
                "Consilium coordination desk",
                wanted,
                Optional.of("The block of May 2026, please."));
    }

    private static List<Integer> codes(String text, Words words) {
        return line(text, words).glyphs().stream().map(Line.Glyph::code).toList();
    }

    private static Line line(String text, Words words) {
        return new Typesetter(words.locale(), words.isRightToLeft())
                .lines(text, 100_000)
                .get(0);
    }

    private static PdfText read(ReleaseLetter letter, Words words) {
        byte[] pdf = LetterPdf.of(letter, words);
        try {
            Files.createDirectories(LETTERS);
            Files.write(LETTERS.resolve(words.language() + "-" + letter.source() + ".pdf"), pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PdfText.of(pdf);
    }
}

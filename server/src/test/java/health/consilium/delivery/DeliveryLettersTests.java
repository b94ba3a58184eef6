package health.consilium.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.delivery.OpinionLetter.Agreement;
import health.consilium.delivery.OpinionLetter.Answered;
import health.consilium.letter.Words;
import health.consilium.support.PdfText;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Designations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The letters after delivery in all languages; they are left in {@code target/letters}, to be looked at. */
class DeliveryLettersTests {

    private static final Designations BREAST =
            Content.mapper().type("breast").orElseThrow().name();
    private static final Path LETTERS = Path.of("target", "letters");
    private static final String ANSWER =
            "Neoadjuvant chemotherapy with dual HER2 blockade is recommended before surgery: six cycles, then restaging by MRI of both"
                    + " breasts (BI-RADS) and a decision on the axilla. See section 3 of the report; the ratio was 4.2 (HER2/CEP17).";

    @ParameterizedTest
    @CsvSource({
        "en, Asha Rao, Nairobi Cancer Hospital, Breast cancer",
        "fr, Aïssatou N’Diaye, Hôpital Général d’Abidjan, Cancer du sein",
        "hi, आशा क्षत्रिय, राष्ट्रीय कर्क रोग चिकित्सालय, स्तन कैंसर",
        "ar, ليلى عبد الله, مستشفى الملك فيصل, سرطان الثدي",
        "zh-Hans, 张鑫淼, 北京大学肿瘤医院, 乳腺癌",
        "sw, Grace Wanjiru, Kenyatta National Hospital, Breast cancer"
    })
    void theOncologistReadsQuestionsAnswersAndAgreement(
            String language, String patient, String hospital, String tumour) {
        Words words = Messages.words(Locale.forLanguageTag(language));

        String text = kept(
                "oncologist-" + language,
                new OpinionLetter(
                                "Consilium coordination desk",
                                "C-2026-7QK2M4XA",
                                LocalDate.of(2026, 11, 25),
                                Optional.of(hospital),
                                patient,
                                Optional.of("1971-03-09"),
                                Optional.of(BREAST),
                                "Heidelberg University Hospital",
                                Optional.of(LocalDate.of(2026, 11, 20)),
                                List.of(
                                        new Answered("Should systemic treatment precede surgery?", ANSWER),
                                        new Answered("Is a second biopsy needed?", "No.")),
                                List.of(new Agreement("diagnosis", "same"), new Agreement("treatment", "major")))
                        .pdf(words));

        assertThat(text)
                .contains(
                        words.text("oncologist.title"),
                        words.text("aspect.diagnosis"),
                        words.text("degree.major"),
                        patient,
                        hospital,
                        "C-2026-7QK2M4XA",
                        tumour,
                        words.date(LocalDate.of(1971, 3, 9)),
                        "Should systemic treatment precede surgery?",
                        "HER2/CEP17")
                .doesNotContain("{");
    }

    @ParameterizedTest
    @CsvSource({
        "en, Asha Rao",
        "fr, Aïssatou N’Diaye",
        "hi, आशा क्षत्रिय",
        "ar, ليلى عبد الله",
        "zh-Hans, 张鑫淼",
        "sw, Grace Wanjiru"
    })
    void theInsurerReadsWhatWasDoneWhenByWhomAndAtWhatCost(String language, String patient) {
        Words words = Messages.words(Locale.forLanguageTag(language));

        String text = kept(
                "insurance-" + language,
                new InsuranceLetter(
                                "Consilium coordination desk",
                                "C-2026-7QK2M4XA",
                                LocalDate.of(2026, 11, 25),
                                patient,
                                Optional.of("1971-03"),
                                List.of(
                                        new InsuranceLetter.Line(
                                                "review",
                                                LocalDate.of(2026, 11, 20),
                                                "Heidelberg University Hospital",
                                                Optional.of("EUR 780.00")),
                                        new InsuranceLetter.Line(
                                                "translation-page",
                                                LocalDate.of(2026, 11, 12),
                                                "Consilium coordination desk",
                                                Optional.of("EUR 118.50")),
                                        new InsuranceLetter.Line(
                                                "coordination",
                                                LocalDate.of(2026, 11, 25),
                                                "Consilium coordination desk",
                                                Optional.empty())),
                                List.of("EUR 898.50"))
                        .pdf(words));

        assertThat(text)
                .contains(
                        words.text("insurance.title"),
                        words.text("line.review"),
                        words.text("insurance.free"),
                        patient,
                        "EUR 898.50",
                        "1971-03",
                        words.date(LocalDate.of(2026, 11, 12)))
                .doesNotContain("{");
    }

    private static String kept(String name, byte[] pdf) {
        try {
            Files.createDirectories(LETTERS);
            Files.write(LETTERS.resolve(name + ".pdf"), pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PdfText.of(pdf).text();
    }
}

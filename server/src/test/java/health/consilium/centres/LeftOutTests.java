package health.consilium.centres;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.CostLine;
import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.Pricing;
import health.consilium.centres.rules.ReasonWords;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.RequestGroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftOutTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr | Avis sur dossier : le bureau de coordination n’a pas de prix valable au 2026-11-26 pour : traduction (hindi)",
                "hi | दस्तावेज़ों के आधार पर राय: अनुवाद (हिन्दी) के लिए समन्वय डेस्क का 2026-11-26 को मान्य कोई मूल्य नहीं है",
                "zh-CN | 依据资料的意见：协调处没有在 2026-11-26 有效的翻译（印地语）价格"
            })
    void whatHasNoPriceIsToldInEnglishWithThePatientsLanguageBesideIt(String language, String sentence) {
        CodeableConcept told = told(ReasonWords.in(language));

        assertThat(told.getText())
                .isEqualTo(
                        "Opinion on the records: the coordination desk has no price for translation (Hindi) that holds on 2026-11-26");
        assertThat(told.getCodingFirstRep().getCode()).isEqualTo("no-price");
        Extension translation = told.getTextElement().getExtensionFirstRep();
        assertThat(translation.getExtensionString("content")).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"en", "sw"})
    void whoReadsEnglishOrALanguageWithoutWordsGetsEnglish(String language) {
        assertThat(told(ReasonWords.in(language)).getTextElement().hasExtension())
                .isFalse();
    }

    private static CodeableConcept told(ReasonWords patient) {
        HealthcareService service = new HealthcareService();
        service.setId("HealthcareService/review-1");
        OptionsBundle.LeftOut leftOut = new OptionsBundle.LeftOut(List.of(), patient);
        leftOut.add(
                service,
                Mode.REMOTE,
                List.of(Pricing.Lack.ofPrice(CostLine.TRANSLATION_PAGE, Optional.of("hi"), TODAY)));
        RequestGroup group = new RequestGroup();
        group.setId("RequestGroup/1");
        Bundle bundle = OptionsBundle.of(group, List.of(), List.of(), leftOut);
        OperationOutcome outcome = (OperationOutcome) bundle.getEntry().get(1).getResource();
        return outcome.getIssueFirstRep().getDetails();
    }
}

package health.consilium.completeness.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GapWordsTests {

    @ParameterizedTest
    @EnumSource(Problem.class)
    void everyProblemCanBeSaid(Problem problem) {
        assertThat(Reason.of(problem, problem.code(), "DocumentReference/1").text())
                .startsWith("DocumentReference/1 ")
                .doesNotContain("{", "null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | ImagingStudy/1 does not meet the imaging protocol (no contrast {record})",
                "fr-CA | ImagingStudy/1 ne répond pas au protocole d’imagerie (no contrast {record})",
                "hi | ImagingStudy/1 इमेजिंग प्रोटोकॉल के अनुसार नहीं है (no contrast {record})",
                "zh-CN | ImagingStudy/1 不符合影像检查方案（no contrast {record}）",
                "sw | ImagingStudy/1 does not meet the imaging protocol (no contrast {record})"
            })
    void whatWasMeasuredStandsInTheReadersWordsAsItIs(String language, String sentence) {
        Reason reason = new Reason("protocol", "protocol", "no contrast {record}", "ImagingStudy/1");

        assertThat(GapWords.in(language).say(reason)).isEqualTo(sentence);
    }

    @Test
    void aLabelIsCalledAsTheReaderCallsIt() {
        assertThat(GapWords.in("fr").say(Reason.missing("HER2"), label -> label + " (récepteur)"))
                .isEqualTo("Rien n’a été fourni pour : HER2 (récepteur)");
        assertThat(GapWords.in("fr").say(Reason.more(3), label -> "?"))
                .isEqualTo("3 autres pièces ne suffisaient pas non plus");
    }

    @Test
    void anOpenQuestionIsAskedInTheReadersLanguage() {
        assertThat(GapWords.ENGLISH.ask("age < 40", List.of("age")))
                .isEqualTo("Does this apply? age < 40. Not known: age");
        assertThat(GapWords.in("ar").ask("age < 40", List.of("age")))
                .isEqualTo("هل ينطبق هذا؟ \u2068age < 40\u2069. غير معروف: \u2068age\u2069");
    }
}

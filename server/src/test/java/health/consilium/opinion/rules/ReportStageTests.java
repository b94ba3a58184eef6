package health.consilium.opinion.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.workflow.rules.State;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportStageTests {

    @ParameterizedTest(name = "{0} from {1} {2}: {3}")
    @CsvSource({
        "final, accepted, review-accepted, report-submitted",
        "final, in-progress, under-review, report-submitted",
        "final, in-progress, preliminary-outcome, report-submitted",
        "final, on-hold, awaiting-information, report-submitted",
        "final, requested, submitted, ",
        "final, received, package-opened, ",
        "final, completed, report-submitted, ",
        "final, rejected, declined, ",
        "preliminary, in-progress, under-review, preliminary-outcome",
        "preliminary, in-progress, preliminary-outcome, preliminary-outcome",
        "preliminary, accepted, review-accepted, under-review preliminary-outcome",
        "preliminary, on-hold, additional-tests, under-review preliminary-outcome",
        "preliminary, requested, submitted, ",
        "amended, completed, report-submitted, under-review report-submitted",
        "amended, in-progress, under-review, report-submitted",
        "amended, cancelled, cancelled, "
    })
    void aReportTakesTheReferralToItsStateWhereThereIsAWay(String stage, String status, String business, String path) {
        List<String> expected = path == null ? List.of() : List.of(path.split(" "));

        assertThat(ReportStage.of(stage)
                        .orElseThrow()
                        .path(new State(status, business))
                        .orElse(List.of()))
                .extracting(State::business)
                .isEqualTo(expected);
    }
}

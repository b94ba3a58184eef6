package health.consilium.workflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorTests {

    @ParameterizedTest(name = "referral {0}/{1}: case {2}")
    @CsvSource({
        "accepted, review-accepted, under-review",
        "in-progress, board-scheduled, under-review",
        "in-progress, multi-specialist, under-review",
        "in-progress, preliminary-outcome, under-review",
        "on-hold, awaiting-information, additional-info",
        "on-hold, additional-tests, additional-info",
        "rejected, declined, matching",
        "failed, unable-to-review, matching",
        "cancelled, cancelled, matching",
        "completed, report-submitted, report-received"
    })
    void theCaseMirrorsItsReferral(String status, String business, String root) {
        assertThat(Mirror.rootOf(new State(status, business))).contains(root);
    }

    @ParameterizedTest
    @CsvSource({"requested, submitted", "received, package-opened", "received, awaiting-information"})
    void beforeTheCentreAcceptsTheCaseStaysSubmitted(String status, String business) {
        assertThat(Mirror.rootOf(new State(status, business))).isEmpty();
    }

    @Test
    void theRequestFollowsItsTask() {
        assertThat(Mirror.requestOf(TransitionTable.root("enquiry-submitted")).toCode())
                .isEqualTo("active");
        assertThat(Mirror.requestOf(TransitionTable.root("gaps-requested")).toCode())
                .isEqualTo("on-hold");
        assertThat(Mirror.requestOf(TransitionTable.root("closed")).toCode()).isEqualTo("completed");
        assertThat(Mirror.requestOf(TransitionTable.root("withdrawn")).toCode()).isEqualTo("revoked");
    }
}

package health.consilium.workflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionTableTests {

    private static final State SUBMITTED = new State("requested", "submitted");
    private static final State UNDER_REVIEW = new State("in-progress", "under-review");

    @ParameterizedTest(name = "a case goes from {0} to {1}")
    @CsvSource({
        "enquiry-submitted, assessing",
        "enquiry-submitted, not-suitable",
        "assessing, options-offered",
        "assessing, not-suitable",
        "options-offered, collecting-records",
        "options-offered, withdrawn",
        "collecting-records, records-review",
        "records-review, gaps-requested",
        "records-review, translating",
        "records-review, matching",
        "gaps-requested, records-review",
        "gaps-requested, matching",
        "translating, matching",
        "matching, awaiting-consent",
        "awaiting-consent, submitted",
        "submitted, under-review",
        "submitted, matching",
        "under-review, additional-info",
        "under-review, report-received",
        "under-review, matching",
        "additional-info, under-review",
        "report-received, report-qa",
        "report-qa, delivered",
        "report-qa, under-review",
        "delivered, follow-up",
        "follow-up, closed",
        "closed, purged"
    })
    void theCaseFollowsTheModel(String from, String to) {
        assertThat(TransitionTable.check(TaskKind.ROOT, TransitionTable.root(from), TransitionTable.root(to)))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "enquiry-submitted, requested",
        "assessing, received",
        "options-offered, accepted",
        "collecting-records, in-progress",
        "gaps-requested, on-hold",
        "awaiting-consent, on-hold",
        "additional-info, on-hold",
        "submitted, in-progress",
        "delivered, in-progress",
        "closed, completed",
        "purged, completed",
        "not-suitable, rejected",
        "withdrawn, cancelled",
        "consent-revoked, cancelled",
        "unfulfillable, failed"
    })
    void eachBusinessStatusOfACaseHasItsStatus(String business, String status) {
        assertThat(TransitionTable.root(business).status()).isEqualTo(status);
    }

    @Test
    void noClientWritesTheStateOfACase() {
        for (Transition step : TransitionTable.all()) {
            if (step.kind() == TaskKind.ROOT) {
                assertThat(step.by()).as(step.toString()).isEmpty();
            }
        }
    }

    @Test
    void afterWorkHasBegunOnHoldMeansWaitingForAnotherParty() {
        Set<String> onHold = TransitionTable.all().stream()
                .filter(step -> step.kind() == TaskKind.ROOT)
                .flatMap(step -> Stream.of(step.from(), step.to()))
                .filter(state -> state.status().equals("on-hold"))
                .map(State::business)
                .collect(Collectors.toSet());

        assertThat(onHold).containsExactlyInAnyOrder("gaps-requested", "awaiting-consent", "additional-info");
    }

    @Test
    void everyStateOfACaseCanBeReachedAndLeftButTheEnds() {
        Set<State> left = states(Transition::from);
        Set<State> reached = states(Transition::to);
        Set<State> ends = new HashSet<>(reached);
        ends.removeAll(left);

        assertThat(ends)
                .extracting(State::toString)
                .as("to be purged does not change how a case ended")
                .containsExactlyInAnyOrder(
                        "completed (purged)", "cancelled (purged)", "rejected (purged)", "failed (purged)");
        left.removeAll(reached);
        assertThat(left).extracting(State::business).containsExactly("enquiry-submitted");
    }

    private static Set<State> states(java.util.function.Function<Transition, State> end) {
        return TransitionTable.all().stream()
                .filter(step -> step.kind() == TaskKind.ROOT)
                .map(end)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void aCentreAcceptsAndDeclinesItsOwnReferralOnly() {
        State accepted = new State("accepted", "review-accepted");
        State declined = new State("rejected", "declined");

        assertThat(TransitionTable.check(TaskKind.REFERRAL, SUBMITTED, accepted, "centre", true))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(TransitionTable.check(TaskKind.REFERRAL, SUBMITTED, declined, "centre", true))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(TransitionTable.check(TaskKind.REFERRAL, SUBMITTED, accepted, "centre", false))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aReportIsSubmittedByTheOperationAlone() {
        State reported = new State("completed", "report-submitted");

        assertThat(TransitionTable.check(TaskKind.REFERRAL, UNDER_REVIEW, reported))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(TransitionTable.check(TaskKind.REFERRAL, UNDER_REVIEW, reported, "centre", true))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void theCoordinatorCancelsAReferralOnlyBeforeWorkBegins() {
        State cancelled = new State("cancelled", "cancelled");

        assertThat(TransitionTable.check(TaskKind.REFERRAL, SUBMITTED, cancelled, "coordinator", false))
                .isInstanceOf(Verdict.Allowed.class);
        assertThat(TransitionTable.check(TaskKind.REFERRAL, UNDER_REVIEW, cancelled, "coordinator", false))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aRefusalListsTheLegalSteps() {
        Verdict verdict = TransitionTable.check(
                TaskKind.REFERRAL, SUBMITTED, new State("completed", "report-submitted"), "centre", true);

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.legal())
                    .extracting(State::business)
                    .containsExactlyInAnyOrder("review-accepted", "declined");
            assertThat(refused.message()).contains("requested (submitted)", "accepted (review-accepted)");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "rejected", "cancelled", "failed"})
    void whatIsDoneStaysDone(String end) {
        for (String to : List.of("requested", "accepted", "in-progress", "completed", "on-hold")) {
            if (!to.equals(end)) {
                assertThat(TransitionTable.check(
                                TaskKind.WORK, State.status(end), State.status(to), "coordinator", true))
                        .as(end + " to " + to)
                        .isInstanceOf(Verdict.Refused.class);
            }
        }
    }

    @Test
    void aStrangerMovesNoWork() {
        for (Transition step : TransitionTable.all()) {
            assertThat(TransitionTable.check(step.kind(), step.from(), step.to(), "hospital", false))
                    .as(step.toString())
                    .isInstanceOf(Verdict.Refused.class);
        }
    }
}

package health.consilium.opinion.rules;

import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import health.consilium.workflow.rules.TransitionTable;
import health.consilium.workflow.rules.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How far a report is, {@code ValueSet/report-status}, and the steps of the referral that follow from it. */
public enum ReportStage {
    /** Keeps the referral open. */
    PRELIMINARY(new State("in-progress", "preliminary-outcome")),
    /** Completes it. */
    FINAL(new State("completed", "report-submitted")),
    /** Takes the place of an earlier one, delivered or not. */
    AMENDED(new State("completed", "report-submitted"));

    private static final State REVIEWING = new State("in-progress", "under-review");

    private final State end;

    ReportStage(State end) {
        this.end = end;
    }

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<ReportStage> of(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code().equals(code))
                .findFirst();
    }

    /** Where the referral stands afterwards. */
    public State end() {
        return end;
    }

    /**
     * The steps to take from where the referral stands, through under-review where there is no direct one; the last is
     * {@link #end()}.
     *
     * @return empty when no step leads there
     */
    public Optional<List<State>> path(State from) {
        if (this == PRELIMINARY && from.equals(end)) {
            return Optional.of(List.of(end));
        }
        if (this == FINAL && from.equals(end)) {
            return Optional.empty();
        }
        if (isStep(from, end)) {
            return Optional.of(List.of(end));
        }
        return isStep(from, REVIEWING)
                        && isStep(REVIEWING, end)
                        && !from.status().equals("requested")
                ? Optional.of(List.of(REVIEWING, end))
                : Optional.empty();
    }

    private static boolean isStep(State from, State to) {
        return TransitionTable.check(TaskKind.REFERRAL, from, to) instanceof Verdict.Allowed;
    }
}

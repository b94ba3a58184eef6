package health.consilium.completeness.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer to a request and the form that it stands in. */
record Statement(GapAnswer answer, Evidence evidence) {

    /** Partial at best. Empty for a promise, and for a statement without what has to go with it. */
    Optional<Finding> asFinding() {
        if (!answer.isWhole()) {
            return Optional.empty();
        }
        return switch (answer.kind()) {
            case ABSENT -> Optional.of(finding(Problem.STATED_ABSENT));
            case NOT_APPLICABLE -> Optional.of(finding(Problem.STATED_NOT_APPLICABLE));
            case ATTACHED -> Optional.of(finding(Problem.NOT_LOOKED_AT));
            case LATER -> Optional.empty();
        };
    }

    private Finding finding(Problem problem) {
        List<String> shown = new ArrayList<>(evidence.references());
        shown.addAll(answer.documents());
        return new Finding(RequirementStatus.PARTIAL, shown, List.of(Reason.of(problem, evidence)));
    }
}

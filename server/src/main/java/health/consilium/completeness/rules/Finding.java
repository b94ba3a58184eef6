package health.consilium.completeness.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What the records say about one item, before asking whether it applies.
 *
 * @param questions what a person has to check on evidence that counts, because the records do not tell
 */
record Finding(RequirementStatus status, List<String> evidence, List<Reason> reasons, List<Reason> questions) {
    Finding {
        evidence = evidence.stream().distinct().toList();
        reasons = reasons.stream().distinct().toList();
        questions = questions.stream().distinct().toList();
    }

    Finding(RequirementStatus status, List<String> evidence, List<Reason> reasons) {
        this(status, evidence, reasons, List.of());
    }

    Finding asking(List<Reason> more) {
        return new Finding(status, evidence, reasons, more);
    }

    static Finding met(List<String> evidence) {
        return new Finding(RequirementStatus.MET, evidence, List.of());
    }

    static Finding missing(String what) {
        return new Finding(RequirementStatus.MISSING, List.of(), List.of(Reason.missing(what)));
    }

    boolean isMet() {
        return status == RequirementStatus.MET;
    }

    /** The better of two ways to meet an item; what was passed over on either way is kept as a reason. */
    Finding or(Finding other) {
        if (isMet() || other.isMet()) {
            return isMet() ? this : other;
        }
        Finding better = rank(status) <= rank(other.status) ? this : other;
        Finding worse = better == this ? other : this;
        List<Reason> all = new ArrayList<>(better.reasons);
        worse.reasons.stream().filter(r -> r.reference() != null).forEach(all::add);
        return new Finding(better.status, better.evidence, all, better.questions);
    }

    private static int rank(RequirementStatus status) {
        return switch (status) {
            case MET -> 0;
            case PARTIAL -> 1;
            case NOT_TRANSLATED -> 2;
            case ILLEGIBLE -> 3;
            case STALE -> 4;
            default -> 5;
        };
    }
}

package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Records offered for one thing asked for: the one that counts, or why none does. */
final class Offer {
    private Evidence best;
    private RequirementStatus shortfall = RequirementStatus.MISSING;
    private final List<Reason> reasons = new ArrayList<>();

    private Offer() {}

    /** @param further problem of a record with this particular request, or null */
    static Offer of(
            Collection<Evidence> offered, OptionalInt maxAge, LocalDate asOf, Function<Evidence, Problem> further) {
        Offer offer = new Offer();
        for (Evidence evidence : offered) {
            Optional<Problem> problem = evidence.problemFor(maxAge, asOf);
            if (problem.isEmpty()) {
                problem = Optional.ofNullable(further.apply(evidence));
            }
            if (problem.isEmpty()) {
                offer.take(evidence);
            } else {
                offer.reject(evidence, problem.get());
            }
        }
        return offer;
    }

    private void take(Evidence evidence) {
        boolean newer = best == null
                || best.date() == null
                || evidence.date() != null && evidence.date().isAfter(best.date());
        best = newer ? evidence : best;
    }

    private void reject(Evidence evidence, Problem problem) {
        reasons.add(Reason.of(problem, evidence));
        RequirementStatus status = statusFor(problem);
        if (shortfall == RequirementStatus.MISSING || status == RequirementStatus.PARTIAL) {
            shortfall = status;
        }
    }

    private static RequirementStatus statusFor(Problem problem) {
        return switch (problem) {
            case STALE -> RequirementStatus.STALE;
            case ILLEGIBLE -> RequirementStatus.ILLEGIBLE;
            case NOT_TRANSLATED -> RequirementStatus.NOT_TRANSLATED;
            case SOMATIC -> RequirementStatus.MISSING;
            default -> problem.isVoid() ? RequirementStatus.MISSING : RequirementStatus.PARTIAL;
        };
    }

    Optional<Evidence> best() {
        return Optional.ofNullable(best);
    }

    /** Met, or how far the offered records fall short. */
    RequirementStatus status() {
        return best != null ? RequirementStatus.MET : shortfall;
    }

    /** Empty when something counts: what was passed over then is of no interest. */
    List<Reason> reasons() {
        return best != null ? List.of() : reasons;
    }

    Finding asFinding(String what) {
        if (best != null) {
            return Finding.met(best.references());
        }
        List<Reason> all = new ArrayList<>(reasons);
        if (all.isEmpty()) {
            all.add(Reason.missing(what));
        }
        return new Finding(shortfall, List.of(), all);
    }
}

package health.consilium.completeness.rules;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Records offered for one thing asked for: the newest that counts, or why none does. */
final class Offer {
    /** More would hide the reasons that matter. */
    private static final int MOST_REASONS = 10;

    /** What a rule finds wrong with a record for this one request; detail may be null. */
    record Objection(Problem problem, String detail) {}

    private Evidence best;
    private RequirementStatus shortfall = RequirementStatus.MISSING;
    private final List<Reason> reasons = new ArrayList<>();
    private int rejected;

    private Offer() {}

    static Offer of(Collection<Evidence> offered, OptionalInt maxAge, LocalDate asOf) {
        return of(offered, maxAge, asOf, e -> Optional.empty());
    }

    /** @param objections asked only of records that count otherwise and are newer than one that was accepted */
    static Offer of(
            Collection<Evidence> offered,
            OptionalInt maxAge,
            LocalDate asOf,
            Function<Evidence, Optional<Objection>> objections) {
        Offer offer = new Offer();
        for (Evidence evidence : offered) {
            if (offer.best != null && !evidence.isNewerThan(offer.best)) {
                continue;
            }
            Optional<Objection> objection = evidence.problemFor(maxAge, asOf)
                    .map(p -> new Objection(p, null))
                    .or(() -> objections.apply(evidence));
            if (objection.isEmpty()) {
                offer.best = evidence;
            } else {
                offer.reject(evidence, objection.get());
            }
        }
        return offer;
    }

    private void reject(Evidence evidence, Objection objection) {
        rejected++;
        if (reasons.size() < MOST_REASONS) {
            reasons.add(Reason.of(objection, evidence));
        }
        RequirementStatus status = statusFor(objection.problem());
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

    /** What was passed over is of no interest when something counts. */
    Finding asFinding(String what) {
        if (best != null) {
            return Finding.met(best.references());
        }
        List<Reason> all = new ArrayList<>(reasons);
        if (all.isEmpty()) {
            all.add(Reason.missing(what));
        } else if (rejected > reasons.size()) {
            all.add(Reason.more(rejected - reasons.size()));
        }
        return new Finding(shortfall, List.of(), all);
    }
}

package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Who stands where, and who does not stand at all.
 *
 * <p>The order: what the patient has chosen; then more cases of the tumour type in a year, of which those that no report shows
 * count half; then the shorter turnaround, as observed, else as promised, and of
 * two equal ones the observed; then the better language; then who takes cases now; then who also works remotely. What is
 * equal in all of that is ordered by the id of the Organization, then of the service, which says nothing about either. The
 * name of a centre counts nowhere.
 *
 * @param standings best first
 * @param exclusions by the id of the Organization, then of the service
 */
public record Match(List<Standing> standings, List<Exclusion> exclusions) {

    private static final int SCORE_DIGITS = 3;

    /**
     * A service that fits.
     *
     * @param score what the yearly volume counts for, as a share of the greatest in the directory, from 0 to 1
     * @param canBeOffered whether it takes new cases on the day that was asked about, or as soon as it is open again
     */
    public record Standing(
            ReviewService service, BigDecimal score, Grade grade, boolean canBeOffered, List<Reason> reasons) {}

    /** A service that was left out; each reason alone is enough. */
    public record Exclusion(ReviewService service, List<Reason> reasons) {}

    /** How sure the match is: {@code http://hl7.org/fhir/ValueSet/match-grade}. */
    public enum Grade {
        /** The volume is reported, the turnaround observed, a wanted language spoken, and cases are taken now. */
        CERTAIN,
        /** One of these lacks. */
        PROBABLE,
        /** More than one lacks. */
        POSSIBLE
    }

    private static final Comparator<Candidate> BY_ID = Comparator.comparing(
                    (Candidate candidate) -> candidate.service().entry().organization())
            .thenComparing(candidate -> candidate.service().entry().id());

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(
                    Candidate::isChosen, Comparator.reverseOrder())
            .thenComparing(Candidate::weight, Comparator.reverseOrder())
            .thenComparing(Candidate::turnaround)
            .thenComparing(Candidate::isObserved, Comparator.reverseOrder())
            .thenComparingInt(Candidate::language)
            .thenComparing(Candidate::takesCases, Comparator.reverseOrder())
            .thenComparing(Candidate::isRemote, Comparator.reverseOrder())
            .thenComparing(BY_ID);

    public static Match of(Wish wish, Collection<ReviewService> directory) {
        List<Candidate> standing = new ArrayList<>();
        List<Candidate> left = new ArrayList<>();
        for (ReviewService service : directory) {
            Candidate candidate = new Candidate(wish, service);
            (candidate.exclusions().isEmpty() ? standing : left).add(candidate);
        }
        standing.sort(BEST_FIRST);
        left.sort(BY_ID);
        int greatest = directory.stream()
                .filter(service -> service.entry().active())
                .flatMap(service -> service.volume(wish.tumour().code()).stream())
                .mapToInt(ReviewService.Volume::weight)
                .max()
                .orElse(1);
        return new Match(
                standing.stream()
                        .map(candidate -> standing(candidate, greatest))
                        .toList(),
                left.stream()
                        .map(candidate -> new Exclusion(candidate.service(), candidate.exclusions()))
                        .toList());
    }

    private static Standing standing(Candidate candidate, int greatest) {
        BigDecimal score = BigDecimal.valueOf(candidate.weight())
                .divide(BigDecimal.valueOf(greatest), SCORE_DIGITS, RoundingMode.HALF_UP);
        return new Standing(
                candidate.service(), score, candidate.grade(), candidate.canBeOffered(), candidate.reasons());
    }
}

package health.consilium.completeness.rules;

import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.ImagingRule.Check;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Sequences, weighting and planes of magnetic resonance. */
final class ResonanceChecks {
    private final SeriesChecks seriesChecks;

    ResonanceChecks(SeriesChecks seriesChecks) {
        this.seriesChecks = seriesChecks;
    }

    Outcome sequences(Check check, Asked asked) {
        Set<String> found = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Set<String> names = seriesChecks.sequencesOf(series);
            found.addAll(names);
            allTold &= !names.isEmpty();
        }
        return Outcome.lacking(check.values(), found, allTold, "sequences");
    }

    Outcome threeDimensionalT1(Check check, Asked asked) {
        boolean unknown = asked.diagnostic().isEmpty();
        double limit = check.number().doubleValue();
        for (SeriesFacts series : asked.diagnostic()) {
            boolean t1 = seriesChecks.sequencesOf(series).contains("T1");
            boolean flat = series.values("MRAcquisitionType").contains("2D");
            OptionalDouble thickness = series.number("SliceThickness");
            boolean told = series.tells("MRAcquisitionType") && thickness.isPresent();
            if (t1 && told && !flat && thickness.getAsDouble() <= limit) {
                return Outcome.PASSED;
            }
            unknown |= !told;
        }
        return unknown
                ? Outcome.UNKNOWN
                : Outcome.failed("no three-dimensional T1 of at most " + check.number() + " mm");
    }

    static Outcome diffusion(Check check, Asked asked) {
        OptionalDouble highest = asked.diagnostic().stream()
                .flatMapToDouble(s -> Sequences.highestB(s).stream())
                .max();
        return Outcome.of(
                highest,
                b -> b >= check.number().doubleValue(),
                b -> "highest b-value " + b + ", at least " + check.number());
    }

    static Outcome orientations(Check check, Asked asked) {
        Set<String> found = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Set<String> planes = Sequences.planes(series);
            found.addAll(planes);
            // Words name a plane but seldom its tilt.
            allTold &= series.numbers("ImageOrientationPatient").size() >= 6;
        }
        return Outcome.lacking(check.values(), found, allTold, "planes");
    }
}

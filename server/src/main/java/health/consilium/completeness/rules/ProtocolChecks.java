package health.consilium.completeness.rules;

import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingRule.Check;
import health.consilium.terminology.rules.ImagingRule.Quantifier;
import health.consilium.terminology.rules.ImagingRule.Severity;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.Truth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a study by the checks of its imaging rule, of the rule for every study, and by the slice thickness that the item
 * asks for. Of severity {@code fail} a failed check makes the study insufficient; of severity {@code warn} it is a
 * question to a person, as is any check that the study does not tell enough for: unknown is never a pass and never a
 * failure. Checks for information only are not asked.
 */
final class ProtocolChecks {
    private static final Pattern OF_MODALITY = Pattern.compile("Modality==(\\w+).*");
    private static final Pattern OF_SEQUENCE = Pattern.compile("sequence is (\\w+).*");

    private final ImagingRules rules;
    private final SeriesChecks seriesChecks;
    private final StudyChecks studyChecks;

    /** A check and how it ended. */
    record Judged(Check check, Outcome outcome) {}

    ProtocolChecks(ImagingRules rules) {
        this.rules = rules;
        this.seriesChecks = new SeriesChecks(rules.contrastWords());
        this.studyChecks = new StudyChecks(seriesChecks);
    }

    List<Judged> judge(Asked asked, ImagingProtocol protocol) {
        List<Judged> judged = new ArrayList<>();
        for (Check check : rules.checksOf(asked.rule())) {
            judged.add(new Judged(check, outcome(check, asked)));
        }
        protocol.maxSliceThickness().map(ProtocolChecks::thickness).ifPresent(check -> {
            if (judged.stream()
                    .noneMatch(j -> isThickness(j.check()) && j.outcome().isFailed())) {
                judged.add(new Judged(check, outcome(check, asked)));
            }
        });
        return judged;
    }

    private static boolean isThickness(Check check) {
        return check.severity() == Severity.FAIL && check.operator().equals("<=") && check.reads("SliceThickness");
    }

    /** The item's own limit, as a check like those of the rules. */
    private static Check thickness(double limit) {
        return new Check(
                List.of("SliceThickness"),
                "<=",
                List.of(String.valueOf(limit)),
                Severity.FAIL,
                Quantifier.ANY_QUALIFYING_SERIES,
                Map.of(),
                Optional.empty());
    }

    Outcome outcome(Check check, Asked asked) {
        if (studyChecks.knows(check)) {
            return studyChecks.judge(check, asked);
        }
        if (!seriesChecks.knows(check)) {
            throw new IllegalStateException("No operator " + check.operator() + " for imaging checks");
        }
        Optional<Matcher> modality =
                check.appliesWhen().map(OF_MODALITY::matcher).filter(Matcher::matches);
        if (modality.isPresent() && !modality.get().group(1).equals(asked.modality())) {
            return Outcome.PASSED;
        }
        Optional<String> sequence = sequence(check);
        List<Outcome> outcomes = new ArrayList<>();
        for (SeriesFacts series : asked.diagnostic()) {
            Set<String> names = sequence.isPresent() ? seriesChecks.sequencesOf(series) : Set.of();
            if (sequence.isEmpty() || names.contains(sequence.get())) {
                outcomes.add(seriesChecks.judge(check, series));
            } else if (names.isEmpty()) {
                outcomes.add(Outcome.UNKNOWN);
            }
        }
        return check.quantifier() == Quantifier.ANY_QUALIFYING_SERIES ? any(outcomes) : every(outcomes);
    }

    private static Optional<String> sequence(Check check) {
        return check.appliesWhen()
                .map(OF_SEQUENCE::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1));
    }

    private static Outcome any(List<Outcome> outcomes) {
        Outcome best = Outcome.UNKNOWN;
        for (Outcome outcome : outcomes) {
            if (outcome.truth() == Truth.TRUE) {
                return Outcome.PASSED;
            }
            if (best == Outcome.UNKNOWN && outcome.isFailed()) {
                best = outcome;
            }
        }
        return outcomes.contains(Outcome.UNKNOWN) ? Outcome.UNKNOWN : best;
    }

    private static Outcome every(List<Outcome> outcomes) {
        Truth all = outcomes.isEmpty() ? Truth.UNKNOWN : Truth.TRUE;
        for (Outcome outcome : outcomes) {
            if (outcome.isFailed()) {
                return outcome;
            }
            all = all.and(outcome.truth());
        }
        return Outcome.of(all, "");
    }

    /** Whether the CT series of the study may be read as a CT of its own. */
    boolean hasContrast(List<SeriesFacts> series) {
        return series.stream().anyMatch(s -> seriesChecks.contrastOf(s) == Truth.TRUE);
    }

    static List<String> failures(List<Judged> judged) {
        return judged.stream()
                .filter(j ->
                        j.check().severity() == Severity.FAIL && j.outcome().isFailed())
                .map(j -> j.outcome().words())
                .toList();
    }

    /** What a person has to look at: what the study does not tell, and what may not be good enough. */
    static List<Reason> questions(List<Judged> judged, Evidence evidence) {
        Set<String> untold = new LinkedHashSet<>();
        Set<String> doubtful = new LinkedHashSet<>();
        for (Judged one : judged) {
            if (one.check().severity() == Severity.INFO) {
                continue;
            }
            if (one.outcome().truth() == Truth.UNKNOWN) {
                untold.add(subject(one.check()));
            } else if (one.outcome().isFailed()) {
                doubtful.add(one.outcome().words());
            }
        }
        List<Reason> questions = new ArrayList<>();
        if (!doubtful.isEmpty()) {
            questions.add(Reason.doubtful(String.join("; ", doubtful), evidence));
        }
        if (!untold.isEmpty()) {
            questions.add(Reason.untold(String.join(", ", untold), evidence));
        }
        return questions;
    }

    private static String subject(Check check) {
        return switch (check.operator()) {
            case "consistentWithinStudyAndWithCase" -> "the patient named in the images";
            case "anyPresent" -> "contrast";
            case "phasesInclude", "distinctPostContrastPhases>=" -> "phases of contrast";
            case "sequencesInclude" -> "sequences " + String.join(", ", check.values());
            case "orientationsInclude" -> "planes " + String.join(", ", check.values());
            case "viewsInclude" -> "views " + String.join(", ", check.values());
            case "coversOrgan" -> "that it shows the " + check.values().get(0);
            case "zExtentMm>=" -> "length of the body that is covered";
            case "receivedEqualsExpected" -> "that no instance is missing";
            case "noGeometricGap" -> "that no slice is missing";
            case "computedSpacing<=" -> "distance of the slices";
            case "reportPresent" -> "report of the study";
            case "ageDays<=" -> "date of the study";
            case "companionCtInStudy" -> "companion CT";
            case "countDistinct>=" -> "number of images";
            default -> SeriesChecks.words(check);
        };
    }
}

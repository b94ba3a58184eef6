package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRule.Check;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;

/** Checks that look at a study as a whole, by the operators of the imaging rules. */
final class StudyChecks {

    /** De-identification shifts or removes dates: then the age is not known. */
    private static final Set<String> DATES_CHANGED = Set.of("MODIFIED", "REMOVED");

    private final Map<String, BiFunction<Check, Asked, Outcome>> operators = new HashMap<>();

    /**
     * What is judged.
     *
     * @param diagnostic series that may be meant, the thinnest first
     * @param index the case
     */
    record Asked(
            Evidence evidence,
            StudyFacts study,
            String modality,
            List<SeriesFacts> diagnostic,
            Optional<ImagingRule> rule,
            EvidenceIndex index,
            StudyWish wish) {}

    StudyChecks(SeriesChecks seriesChecks) {
        ResonanceChecks resonance = new ResonanceChecks(seriesChecks);
        operators.put("consistentWithinStudyAndWithCase", IdentityChecks::identity);
        operators.put("in", (c, a) -> Outcome.of(a.study().modalities().contains(a.modality()), "another modality"));
        operators.put("ageDays<=", StudyChecks::age);
        operators.put("matchesAny", StudyChecks::bodyPart);
        operators.put("zExtentMm>=", StudyChecks::extent);
        operators.put("reportPresent", StudyChecks::report);
        operators.put("phasesInclude", PhaseChecks::phases);
        operators.put("distinctPostContrastPhases>=", PhaseChecks::distinctPhases);
        operators.put("companionCtInStudy", StudyChecks::companionCt);
        operators.put("sequencesInclude", resonance::sequences);
        operators.put("anySeries3DT1<=", resonance::threeDimensionalT1);
        operators.put("maxBValue>=", ResonanceChecks::diffusion);
        operators.put("orientationsInclude", ResonanceChecks::orientations);
        operators.put("viewsInclude", ViewChecks::views);
        operators.put(
                "setIncludes", (c, a) -> Outcome.lacking(c.values(), a.study().modalities(), true, "modalities"));
        operators.put("consistent", StudyChecks::consistent);
        operators.put("countDistinct>=", StudyChecks::images);
        operators.put("distinctValues>=", ViewChecks::distinctViews);
        // Whether an organ is whole in the images, and how an enhanced object is laid out, only a reader sees.
        operators.put("coversOrgan", (c, a) -> Outcome.UNKNOWN);
        operators.put("enhancedMultiframe", (c, a) -> Outcome.UNKNOWN);
    }

    boolean knows(Check check) {
        return operators.containsKey(check.operator());
    }

    Outcome judge(Check check, Asked asked) {
        return operators.get(check.operator()).apply(check, asked);
    }

    private static Outcome age(Check check, Asked asked) {
        boolean changed = asked.study().distinct("LongitudinalTemporalInformationModified").stream()
                .anyMatch(DATES_CHANGED::contains);
        if (changed || asked.evidence().date() == null) {
            return Outcome.UNKNOWN;
        }
        long days =
                ChronoUnit.DAYS.between(asked.evidence().date(), asked.wish().asOf());
        return Outcome.of(
                asked.wish().maxAgeDays().isEmpty()
                        || days <= asked.wish().maxAgeDays().getAsInt(),
                days + " days old");
    }

    private static Outcome bodyPart(Check check, Asked asked) {
        List<String> parts = asked.rule().map(ImagingRule::bodyParts).orElse(List.of());
        String words = asked.wish().words();
        if (parts.isEmpty() || parts.stream().anyMatch(p -> words.contains(p.toLowerCase(Locale.ROOT)))) {
            return Outcome.PASSED;
        }
        return Outcome.UNKNOWN;
    }

    /** Lengths are those of adults: below 16 years nothing is asked. */
    private static Outcome extent(Check check, Asked asked) {
        Optional<Double> least = check.values().get(0).startsWith("<")
                ? asked.rule().flatMap(ImagingRule::minZExtent).map(Number::doubleValue)
                : Optional.of(check.number().doubleValue());
        if (least.isEmpty() || asked.wish().isChild()) {
            return Outcome.PASSED;
        }
        OptionalDouble longest = asked.diagnostic().stream()
                .flatMapToDouble(s -> Slices.of(s).extent().stream())
                .max();
        boolean allTold =
                asked.diagnostic().stream().allMatch(s -> Slices.of(s).extent().isPresent());
        if (longest.isPresent() && longest.getAsDouble() < least.get() && !allTold) {
            return Outcome.UNKNOWN;
        }
        return Outcome.of(
                longest,
                n -> n >= least.get(),
                n -> "covers " + Math.round(n) + " mm, at least " + least.get() + " mm");
    }

    private static Outcome report(Check check, Asked asked) {
        return asked.index().hasImagingReport() ? Outcome.PASSED : Outcome.UNKNOWN;
    }

    private static Outcome companionCt(Check check, Asked asked) {
        return asked.study().series().isEmpty()
                ? Outcome.UNKNOWN
                : Outcome.of(asked.study().modalities().contains("CT"), "the companion CT is missing");
    }

    private static Outcome consistent(Check check, Asked asked) {
        String keyword = check.attributes().get(0);
        return asked.study().allTell(keyword)
                ? Outcome.of(asked.study().distinct(keyword).size() == 1, "more than one " + SeriesChecks.words(check))
                : Outcome.UNKNOWN;
    }

    private static Outcome images(Check check, Asked asked) {
        double images = 0;
        for (SeriesFacts series : asked.diagnostic()) {
            OptionalDouble told = series.number("NumberOfSeriesRelatedInstances");
            if (told.isEmpty() && series.instances() == 0) {
                return Outcome.UNKNOWN;
            }
            images += told.orElse(series.instances());
        }
        if (asked.diagnostic().isEmpty()) {
            return Outcome.UNKNOWN;
        }
        return Outcome.of(
                images >= check.number().doubleValue(), (int) images + " image(s), at least " + check.number());
    }
}

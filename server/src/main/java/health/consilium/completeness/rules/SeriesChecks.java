package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ContrastWords;
import health.consilium.terminology.rules.ImagingRule.Check;
import health.consilium.terminology.rules.Truth;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks that one series passes or fails, by the operators of the imaging rules. An attribute not told is unknown. */
final class SeriesChecks {
    /** Reconstruction rounds; the rules allow a tenth of a millimetre. */
    private static final double TOLERANCE = 0.1;

    private final ContrastWords contrast;
    private final Map<String, BiFunction<Check, SeriesFacts, Outcome>> operators = new HashMap<>();

    SeriesChecks(ContrastWords contrast) {
        this.contrast = contrast;
        operators.put("<=", SeriesChecks::atMost);
        operators.put(">=", SeriesChecks::atLeast);
        operators.put("==", (c, s) -> values(c, s, c.values()::contains));
        operators.put("!=", (c, s) -> values(c, s, v -> !c.values().contains(v)));
        operators.put("notIn", (c, s) -> values(c, s, v -> !c.values().contains(v)));
        operators.put(
                "excludeIfContains",
                (c, s) -> values(c, s, v -> c.values().stream().noneMatch(v::contains)));
        operators.put("contains", SeriesChecks::contains);
        operators.put("matches", SeriesChecks::matches);
        operators.put("anySeriesMatches", SeriesChecks::matches);
        operators.put("present", SeriesChecks::allPresent);
        operators.put("allPresent", SeriesChecks::allPresent);
        operators.put("anyPresent", (c, s) -> Outcome.of(contrastOf(s), "no contrast in " + s.words()));
        operators.put("receivedEqualsExpected", SeriesChecks::isWhole);
        operators.put("contiguous", SeriesChecks::contiguous);
        operators.put("noGeometricGap", SeriesChecks::noGap);
        operators.put("computedSpacing<=", SeriesChecks::spacing);
        operators.put("gapMm<=", SeriesChecks::gap);
        operators.put("temporalResolutionS<=", SeriesChecks::temporalResolution);
        operators.put("uptakeMinutesBetween", SeriesChecks::uptake);
    }

    boolean knows(Check check) {
        return operators.containsKey(check.operator());
    }

    Outcome judge(Check check, SeriesFacts series) {
        return operators.get(check.operator()).apply(check, series);
    }

    /** By the agent, else by the description; a phase of contrast is contrast. */
    Truth contrastOf(SeriesFacts series) {
        Truth told = contrast.read(series.words());
        return told == Truth.UNKNOWN && series.tells("ContrastBolusAgent") ? Truth.TRUE : told;
    }

    /** Names of the sequences of magnetic resonance that the series is; empty if it cannot be told. */
    Set<String> sequencesOf(SeriesFacts series) {
        return series.sequences(s -> Sequences.of(s, contrastOf(s) == Truth.TRUE));
    }

    private static Outcome atMost(Check check, SeriesFacts series) {
        double limit = check.number().doubleValue() + TOLERANCE;
        OptionalDouble told = series.numbers(check.attributes().get(0)).stream()
                .mapToDouble(d -> d)
                .max();
        return Outcome.of(
                told,
                n -> n <= limit,
                n -> words(check) + " " + n + " mm, at most " + check.number() + " mm is asked for");
    }

    private static Outcome atLeast(Check check, SeriesFacts series) {
        double limit = check.number().doubleValue();
        if (!check.attributes().stream().allMatch(series::tells)) {
            return Outcome.UNKNOWN;
        }
        OptionalDouble least = check.attributes().stream()
                .flatMap(a -> series.numbers(a).stream())
                .mapToDouble(d -> d)
                .min();
        return Outcome.of(least, n -> n >= limit, n -> words(check) + " " + n + ", at least " + check.number());
    }

    private static Outcome values(Check check, SeriesFacts series, java.util.function.Predicate<String> passes) {
        List<String> told = series.values(check.attributes().get(0));
        return told.isEmpty()
                ? Outcome.UNKNOWN
                : Outcome.of(
                        told.stream().allMatch(passes), words(check) + " is " + String.join(", ", Set.copyOf(told)));
    }

    private static Outcome contains(Check check, SeriesFacts series) {
        Set<String> told = series.values(check.attributes().get(0)).stream()
                .flatMap(v -> List.of(v.split("\\\\")).stream())
                .collect(Collectors.toSet());
        return told.isEmpty() ? Outcome.UNKNOWN : Outcome.lacking(check.values(), told, true, words(check));
    }

    private static Outcome matches(Check check, SeriesFacts series) {
        List<String> told = check.attributes().stream()
                .flatMap(a -> series.values(a).stream())
                .toList();
        boolean words =
                check.patterns().get(Check.VALUE).matcher(series.words()).find();
        if (words
                || told.stream()
                        .anyMatch(v ->
                                check.patterns().get(Check.VALUE).matcher(v).find())) {
            return Outcome.PASSED;
        }
        return told.isEmpty() ? Outcome.UNKNOWN : Outcome.failed(words(check) + " is " + String.join(", ", told));
    }

    private static Outcome allPresent(Check check, SeriesFacts series) {
        return check.attributes().stream().allMatch(series::tells) ? Outcome.PASSED : Outcome.UNKNOWN;
    }

    private static Outcome isWhole(Check check, SeriesFacts series) {
        OptionalDouble expected = series.number("NumberOfSeriesRelatedInstances");
        return series.instances() == 0
                ? Outcome.UNKNOWN
                : Outcome.of(
                        expected,
                        n -> n == series.instances(),
                        n -> series.instances() + " of " + (int) n + " instances are there");
    }

    private static Outcome contiguous(Check check, SeriesFacts series) {
        List<Integer> numbers = series.numbers("InstanceNumber").stream()
                .map(Double::intValue)
                .sorted()
                .toList();
        if (numbers.size() < 2) {
            return Outcome.UNKNOWN;
        }
        Set<Integer> there = Set.copyOf(numbers);
        String missing = IntStream.rangeClosed(numbers.get(0), numbers.get(numbers.size() - 1))
                .filter(n -> !there.contains(n))
                .limit(5)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return Outcome.of(missing.isEmpty(), "instance numbers missing: " + missing);
    }

    private static Outcome noGap(Check check, SeriesFacts series) {
        double factor = check.number().doubleValue();
        return Outcome.of(
                Slices.of(series).widestGap(),
                n -> n < factor,
                n -> "a gap between slices of " + Math.round(n * 10) / 10.0 + " times the usual distance");
    }

    private static Outcome spacing(Check check, SeriesFacts series) {
        double limit = check.number().doubleValue() + TOLERANCE;
        return Outcome.of(
                Slices.of(series).distance(),
                n -> n <= limit,
                n -> "slices " + n + " mm apart, at most " + check.number() + " mm is asked for");
    }

    private static Outcome gap(Check check, SeriesFacts series) {
        OptionalDouble distance = Slices.of(series).distance();
        OptionalDouble thickness = series.number("SliceThickness");
        if (distance.isEmpty() || thickness.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        double gap = distance.getAsDouble() - thickness.getAsDouble();
        return Outcome.of(gap <= check.number().doubleValue() + TOLERANCE, "gap of " + gap + " mm between slices");
    }

    private static Outcome temporalResolution(Check check, SeriesFacts series) {
        OptionalDouble told = series.number("TemporalResolution");
        return Outcome.of(
                told, n -> n / 1000 <= check.number().doubleValue(), n -> "one phase takes " + n / 1000 + " seconds");
    }

    private static Outcome uptake(Check check, SeriesFacts series) {
        OptionalDouble injected = seconds(series, "RadiopharmaceuticalStartDateTime");
        OptionalDouble acquired = seconds(series, "AcquisitionTime");
        if (injected.isEmpty() || acquired.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        double minutes = Math.round((acquired.getAsDouble() - injected.getAsDouble()) / 60);
        double from = Double.parseDouble(check.values().get(0));
        double to = Double.parseDouble(check.values().get(1));
        return Outcome.of(minutes >= from && minutes <= to, "uptake of " + (int) minutes + " minutes");
    }

    /** Time of the day of a DICOM DT (yyyymmddhhmmss) or TM (hhmmss). */
    private static OptionalDouble seconds(SeriesFacts series, String keyword) {
        if (!series.tells(keyword)) {
            return OptionalDouble.empty();
        }
        String digits = series.values(keyword).get(0).replaceAll("[.+-].*", "");
        String time = digits.length() >= 14 ? digits.substring(8, 14) : digits;
        return time.matches("\\d{6}")
                ? OptionalDouble.of(Integer.parseInt(time.substring(0, 2)) * 3600
                        + Integer.parseInt(time.substring(2, 4)) * 60
                        + Integer.parseInt(time.substring(4, 6)))
                : OptionalDouble.empty();
    }

    /** "SliceThickness" as "slice thickness". */
    static String words(Check check) {
        return check.attributes().isEmpty()
                ? check.operator()
                : check.attributes()
                        .get(0)
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT);
    }
}

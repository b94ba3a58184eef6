package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRule.Check;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;

/** Checks that look at a study as a whole, by the operators of the imaging rules. */
final class StudyChecks {
    private static final Pattern LETTERS = Pattern.compile("[^a-z]+");
    private static final Pattern NEPHROGRAPHIC = Pattern.compile("nephro");
    private static final Pattern VIEW = Pattern.compile("\\b(cc|mlo)\\b|([lr])(cc|mlo)\\b");
    private static final Pattern LEFT = Pattern.compile("\\b(l|left|lcc|lmlo)\\b");
    private static final Pattern RIGHT = Pattern.compile("\\b(r|right|rcc|rmlo)\\b");

    /** De-identification shifts or removes dates: then the age is not known. */
    private static final Set<String> DATES_CHANGED = Set.of("MODIFIED", "REMOVED");

    private final SeriesChecks seriesChecks;
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
        this.seriesChecks = seriesChecks;
        operators.put("consistentWithinStudyAndWithCase", StudyChecks::identity);
        operators.put("in", (c, a) -> Outcome.of(a.study().modalities().contains(a.modality()), "another modality"));
        operators.put("ageDays<=", StudyChecks::age);
        operators.put("matchesAny", StudyChecks::bodyPart);
        operators.put("zExtentMm>=", StudyChecks::extent);
        operators.put("reportPresent", StudyChecks::report);
        operators.put("phasesInclude", StudyChecks::phases);
        operators.put("distinctPostContrastPhases>=", StudyChecks::distinctPhases);
        operators.put("companionCtInStudy", StudyChecks::companionCt);
        operators.put("sequencesInclude", this::sequences);
        operators.put("anySeries3DT1<=", this::threeDimensionalT1);
        operators.put("maxBValue>=", StudyChecks::diffusion);
        operators.put("orientationsInclude", StudyChecks::orientations);
        operators.put("viewsInclude", StudyChecks::views);
        operators.put(
                "setIncludes", (c, a) -> Outcome.lacking(c.values(), a.study().modalities(), true, "modalities"));
        operators.put("consistent", StudyChecks::consistent);
        operators.put("countDistinct>=", StudyChecks::images);
        operators.put("distinctValues>=", StudyChecks::distinctViews);
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

    /** Names, birth dates and sexes that the images carry must be those of the patient; numbers are local to a hospital. */
    private static Outcome identity(Check check, Asked asked) {
        Patient patient = asked.index().patient();
        Set<String> births = asked.study().distinct("PatientBirthDate");
        Set<String> sexes = asked.study().distinct("PatientSex");
        Set<String> names = asked.study().distinct("PatientName");
        if (births.size() > 1
                || sexes.size() > 1
                || asked.study().distinct("PatientID").size() > 1) {
            return Outcome.failed("the images are of more than one patient");
        }
        if (patient == null || births.isEmpty() && names.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        String born =
                String.valueOf(patient.getBirthDateElement().getValueAsString()).replace("-", "");
        boolean otherBirth = born.length() == 8 && births.stream().anyMatch(b -> !b.equals(born));
        String sex = patient.hasGender()
                ? patient.getGender().toCode().substring(0, 1).toUpperCase(Locale.ROOT)
                : "";
        boolean otherSex =
                Set.of("M", "F").contains(sex) && sexes.stream().anyMatch(s -> !s.equals(sex) && !s.equals("O"));
        boolean otherName = patient.hasName() && names.stream().anyMatch(n -> !isNameOf(n, patient));
        return Outcome.of(
                !otherBirth && !otherSex && !otherName, "name, birth date or sex in the images are not the patient's");
    }

    private static boolean isNameOf(String dicom, Patient patient) {
        Set<String> own = patient.getName().stream()
                .flatMap(n ->
                        List.of(LETTERS.split((n.getNameAsSingleString() + " " + n.getText()).toLowerCase(Locale.ROOT)))
                                .stream())
                .collect(Collectors.toSet());
        return List.of(LETTERS.split(dicom.toLowerCase(Locale.ROOT))).stream()
                .anyMatch(part -> part.length() > 1 && own.contains(part));
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

    private static Outcome phases(Check check, Asked asked) {
        Set<String> found = new LinkedHashSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Optional<String> phase = phase(check, series.words());
            phase.ifPresent(found::add);
            allTold &= !series.words().isBlank();
        }
        return Outcome.lacking(check.values(), found, allTold, "phases");
    }

    /** A series is of one phase, the first that its words fit: "late arterial" is not delayed. */
    private static Optional<String> phase(Check check, String words) {
        Pattern any = check.patterns().get("phaseRegex");
        if (any != null) {
            return any.matcher(words).find()
                    ? Optional.of(NEPHROGRAPHIC.matcher(words).find() ? "nephrographic" : "excretory")
                    : Optional.empty();
        }
        return check.values().stream()
                .filter(check.patterns()::containsKey)
                .filter(p -> check.patterns().get(p).matcher(words).find())
                .findFirst();
    }

    private static Outcome distinctPhases(Check check, Asked asked) {
        Pattern phase = check.patterns().get("phaseRegex");
        Set<String> phases = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            var matcher = phase.matcher(series.words());
            if (matcher.find()) {
                phases.add(matcher.group().toLowerCase(Locale.ROOT));
            }
            allTold &= !series.words().isBlank();
        }
        if (phases.size() >= check.number().intValue()) {
            return Outcome.PASSED;
        }
        return allTold
                ? Outcome.failed("only " + phases.size() + " contrast phase(s), " + check.number() + " are asked for")
                : Outcome.UNKNOWN;
    }

    private Outcome sequences(Check check, Asked asked) {
        Set<String> found = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Set<String> names = seriesChecks.sequencesOf(series);
            found.addAll(names);
            allTold &= !names.isEmpty();
        }
        return Outcome.lacking(check.values(), found, allTold, "sequences");
    }

    private Outcome threeDimensionalT1(Check check, Asked asked) {
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

    private static Outcome diffusion(Check check, Asked asked) {
        OptionalDouble highest = asked.diagnostic().stream()
                .flatMapToDouble(s -> Sequences.highestB(s).stream())
                .max();
        return Outcome.of(
                highest,
                b -> b >= check.number().doubleValue(),
                b -> "highest b-value " + b + ", at least " + check.number());
    }

    private static Outcome orientations(Check check, Asked asked) {
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

    private static Outcome views(Check check, Asked asked) {
        Set<String> found = new TreeSet<>();
        boolean allTold = !asked.diagnostic().isEmpty();
        for (SeriesFacts series : asked.diagnostic()) {
            Optional<String> view = view(series);
            view.ifPresent(found::add);
            allTold &= view.isPresent();
        }
        return Outcome.lacking(check.values(), found, allTold, "views");
    }

    private static Optional<String> view(SeriesFacts series) {
        var words = VIEW.matcher(series.words());
        String view = series.tells("ViewPosition")
                ? series.values("ViewPosition").get(0).toUpperCase(Locale.ROOT)
                : words.find()
                        ? (words.group(1) != null ? words.group(1) : words.group(3)).toUpperCase(Locale.ROOT)
                        : "";
        String side = series.tells("ImageLaterality")
                ? series.values("ImageLaterality").get(0)
                : LEFT.matcher(series.words()).find()
                        ? "L"
                        : RIGHT.matcher(series.words()).find() ? "R" : "";
        return view.isEmpty() || side.isEmpty() ? Optional.empty() : Optional.of(view + "-" + side);
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

    private static Outcome distinctViews(Check check, Asked asked) {
        for (String keyword : check.attributes()) {
            if (asked.study().distinct(keyword).size() >= check.number().intValue()) {
                return Outcome.PASSED;
            }
        }
        return asked.study().allTell("ViewPosition") ? Outcome.failed("one view only") : Outcome.UNKNOWN;
    }
}

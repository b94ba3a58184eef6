package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingRule;
import health.consilium.terminology.rules.ImagingRule.Check;
import health.consilium.terminology.rules.ImagingRule.Severity;
import health.consilium.terminology.rules.Systems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.Quantity;

/**
 * The checks of an imaging rule that the series facts of an ImagingStudy can answer: slice thickness, phases, companion CT.
 * What the study does not tell is unknown and never a failure; only checks of severity fail count.
 */
final class ProtocolChecks {
    private static final String THICKNESS = Systems.extension("slice-thickness");
    private static final String CONTRAST = Systems.extension("contrast");

    /** Reconstruction rounds; the rules allow a tenth of a millimetre. */
    private static final double TOLERANCE = 0.1;

    private ProtocolChecks() {}

    static List<String> failures(
            ImagingStudy study, String modality, Optional<ImagingRule> rule, ImagingProtocol protocol) {
        List<ImagingStudySeriesComponent> series = Studies.diagnosticSeries(study, modality);
        List<String> failures = new ArrayList<>();
        for (Check check : rule.map(ImagingRule::checks).orElse(List.of())) {
            if (check.severity() == Severity.FAIL && check.appliesWhen().isEmpty()) {
                failure(check, study, series).ifPresent(failures::add);
            }
        }
        if (failures.stream().noneMatch(f -> f.startsWith("slice thickness"))) {
            protocol.maxSliceThickness().flatMap(max -> tooThick(series, max)).ifPresent(failures::add);
        }
        return failures;
    }

    private static Optional<String> failure(Check check, ImagingStudy study, List<ImagingStudySeriesComponent> series) {
        return switch (check.operator()) {
            case "<=" ->
                check.reads("SliceThickness") ? tooThick(series, check.number().doubleValue()) : Optional.empty();
            case "phasesInclude" -> phasesMissing(check, series);
            case "distinctPostContrastPhases>=" -> tooFewPhases(check, series);
            case "companionCtInStudy" ->
                study.hasSeries() && !Studies.modalities(study).contains("CT")
                        ? Optional.of("the companion CT is missing")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> tooThick(List<ImagingStudySeriesComponent> series, double max) {
        OptionalDouble thinnest = series.stream()
                .map(s -> s.getExtensionByUrl(THICKNESS))
                .filter(e -> e != null && e.getValue() instanceof Quantity q && q.hasValue())
                .mapToDouble(ProtocolChecks::millimetres)
                .min();
        return thinnest.isPresent() && thinnest.getAsDouble() > max + TOLERANCE
                ? Optional.of("slice thickness " + thinnest.getAsDouble() + " mm, at most " + max + " mm is asked for")
                : Optional.empty();
    }

    private static double millimetres(Extension thickness) {
        return ((Quantity) thickness.getValue()).getValue().doubleValue();
    }

    private static Optional<String> phasesMissing(Check check, List<ImagingStudySeriesComponent> series) {
        List<String> words = words(series);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Set<String> missing = new LinkedHashSet<>(check.values());
        missing.retainAll(check.patterns().keySet());
        words.forEach(w -> phase(check, w).ifPresent(missing::remove));
        return missing.isEmpty() ? Optional.empty() : Optional.of("phases missing: " + String.join(", ", missing));
    }

    /** A series is of one phase, the first that its words fit: "late arterial" is not delayed. */
    private static Optional<String> phase(Check check, String words) {
        return check.values().stream()
                .filter(check.patterns()::containsKey)
                .filter(p -> check.patterns().get(p).matcher(words).find())
                .findFirst();
    }

    private static Optional<String> tooFewPhases(Check check, List<ImagingStudySeriesComponent> series) {
        List<String> words = words(series);
        Pattern phase = check.patterns().get("phaseRegex");
        if (words.isEmpty() || phase == null) {
            return Optional.empty();
        }
        long phases = words.stream()
                .map(phase::matcher)
                .filter(Matcher::find)
                .map(m -> m.group().toLowerCase(java.util.Locale.ROOT))
                .distinct()
                .count();
        return phases < check.number().longValue()
                ? Optional.of("only " + phases + " contrast phase(s), " + check.number() + " are asked for")
                : Optional.empty();
    }

    /** Description and contrast of each series that tells either. */
    private static List<String> words(List<ImagingStudySeriesComponent> series) {
        List<String> words = new ArrayList<>();
        for (ImagingStudySeriesComponent one : series) {
            Extension contrast = one.getExtensionByUrl(CONTRAST);
            String text = Studies.description(one) + " "
                    + (contrast != null && contrast.getValue() instanceof org.hl7.fhir.r4.model.CodeableConcept concept
                            ? concept.getText() + " "
                                    + concept.getCodingFirstRep().getDisplay()
                            : "");
            if (!text.isBlank()) {
                words.add(text);
            }
        }
        return words;
    }
}

package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Observation;

/** Receptors, germline BRCA, BCR::ABL1 and performance status; the latest result that says something counts. */
final class MarkerFacts implements FactRule {
    private static final List<Code> ER = loinc("85337-4", "40556-3", "14228-1", "16112-5");
    private static final List<Code> PR = loinc("85339-0", "40557-1", "14230-7", "16113-3");
    private static final List<Code> HER2_STAIN = loinc("85319-2", "18474-7", "48676-1");
    private static final List<Code> HER2_HYBRIDISATION = loinc("85318-4", "31150-6");
    private static final List<Code> BRCA = loinc("94191-4", "59041-4", "21636-6", "38530-2");
    private static final List<Code> BCR_ABL1 = loinc("21821-4", "51867-0", "46434-7", "50195-7");
    private static final List<Code> ECOG = loinc("89247-1");

    private static final List<Code> KARNOFSKY = loinc("89243-0");

    /** Answer list of LOINC 89247-1. */
    private static final Map<String, Integer> ECOG_ANSWERS =
            Map.of("LA9622-7", 0, "LA9623-5", 1, "LA9624-3", 2, "LA9625-0", 3, "LA9626-8", 4);

    /** Its digit is no score. */
    private static final Pattern HER2_NAME = Pattern.compile("her-?2(?:/neu)?");

    /** Share of stained nuclei from which a receptor is positive (ASCO/CAP 2020). */
    private static final double RECEPTOR_PERCENT = 1;

    private static List<Code> loinc(String... codes) {
        return java.util.Arrays.stream(codes).map(RecordCodes::loinc).toList();
    }

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        EvidenceIndex index = context.index();
        first(index, ER, MarkerFacts::receptor).ifPresent(v -> facts.is("er", v));
        first(index, PR, MarkerFacts::receptor).ifPresent(v -> facts.is("pr", v));
        her2(index).ifPresent(v -> facts.is("her2", v));
        first(index, BRCA, r -> Genes.isSomatic(r) ? Optional.empty() : polarity(r))
                .ifPresent(v -> facts.is("germlineBrca", v));
        GeneFacts.read(index, facts);
        first(index, BCR_ABL1, MarkerFacts::polarity).ifPresent(v -> facts.is("bcrAbl1Negative", v.equals("negative")));
        first(index, ECOG, MarkerFacts::ecog)
                .or(() -> first(index, KARNOFSKY, MarkerFacts::ecogOfKarnofsky))
                .ifPresent(v -> facts.is("ecog", BigDecimal.valueOf(v)));
    }

    private static <T> Optional<T> first(
            EvidenceIndex index, List<Code> codes, java.util.function.Function<Observation, Optional<T>> reading) {
        return index.results(codes).stream()
                .flatMap(r -> reading.apply(r).stream())
                .findFirst();
    }

    private static Optional<String> polarity(Observation result) {
        Truth polarity = Results.polarity(result);
        return polarity == Truth.UNKNOWN
                ? Optional.empty()
                : Optional.of(polarity == Truth.TRUE ? "positive" : "negative");
    }

    private static Optional<String> receptor(Observation result) {
        return polarity(result)
                .or(() -> Results.percentage(result).map(n -> n >= RECEPTOR_PERCENT ? "positive" : "negative"));
    }

    /** Stain 0 negative, 1+ low, 2+ decided by hybridisation, 3+ positive (ASCO/CAP 2023). */
    private static Optional<String> her2(EvidenceIndex index) {
        Optional<String> stain = first(index, HER2_STAIN, MarkerFacts::her2Stain);
        if (stain.isPresent() && !stain.get().equals("equivocal")) {
            return stain;
        }
        Optional<String> hybridisation = first(index, HER2_HYBRIDISATION, MarkerFacts::polarity);
        if (stain.isEmpty() || hybridisation.isEmpty()) {
            return hybridisation.or(() -> stain);
        }
        return hybridisation.map(h -> h.equals("negative") ? "low" : h);
    }

    private static Optional<String> her2Stain(Observation result) {
        String words = HER2_NAME.matcher(Results.words(result)).replaceAll("");
        if (words.contains("equivocal")) {
            return Optional.of("equivocal");
        }
        Optional<Integer> score = Results.score(result, words);
        if (score.isPresent()) {
            return Optional.of(
                    List.of("negative", "low", "equivocal", "positive").get(score.get()));
        }
        return words.contains("low") ? Optional.of("low") : polarity(result);
    }

    private static Optional<Integer> ecog(Observation result) {
        if (result.hasValueCodeableConcept()) {
            return result.getValueCodeableConcept().getCoding().stream()
                    .filter(c -> Systems.LOINC.equals(c.getSystem())
                            && ECOG_ANSWERS.containsKey(String.valueOf(c.getCode())))
                    .map(c -> ECOG_ANSWERS.get(c.getCode()))
                    .findFirst();
        }
        return Results.number(result).map(Double::intValue).filter(n -> n >= 0 && n <= 4);
    }

    /** Conversion of Oken et al., Am J Clin Oncol 1982: 100 is 0, 90 and 80 are 1, down to 30 and less, which are 4. */
    private static Optional<Integer> ecogOfKarnofsky(Observation result) {
        return Results.number(result)
                .filter(k -> k > 0 && k <= 100)
                .map(k -> k > 90 ? 0 : k > 70 ? 1 : k > 50 ? 2 : k > 30 ? 3 : 4);
    }
}

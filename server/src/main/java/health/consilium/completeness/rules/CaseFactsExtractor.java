package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.TagMap;
import health.consilium.terminology.rules.TumourType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ConceptMap;

/**
 * Derives the case facts from records in the shapes of HL7 mCODE, IPS, Genomics Reporting, US Core or plain R4: by code,
 * never by profile. What no record says stays unknown. A stated fact (Observation with a code of
 * {@code CodeSystem/case-fact}) wins over a derived one.
 */
public final class CaseFactsExtractor {
    private final Map<String, TumourType> types;
    private final List<FactRule> rules;

    /** @param maps those to histology and site tags are used */
    public CaseFactsExtractor(Collection<TumourType> types, Collection<ConceptMap> maps) {
        this.types = types.stream().collect(Collectors.toMap(TumourType::id, Function.identity()));
        TagMap histology = TagMap.of(Systems.HISTOLOGY_TAG, maps);
        TagMap sites = TagMap.of(Systems.SITE_TAG, maps);
        this.rules = List.of(
                new PersonFacts(),
                new TumourFacts(histology, sites),
                new StageFacts(),
                new MarkerFacts(),
                new TreatmentFacts(),
                new PlannedTherapyFacts(),
                new ComorbidityFacts(),
                new DocumentFacts(),
                new StatedFacts());
    }

    public CaseFacts extract(EvidenceIndex index, String tumourType, LocalDate asOf) {
        FactContext context = new FactContext(index, Optional.ofNullable(types.get(tumourType)), asOf);
        CaseFacts.Builder facts = CaseFacts.builder();
        rules.forEach(r -> r.read(context, facts));
        return facts.build();
    }
}

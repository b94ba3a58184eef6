package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Diagnosis;
import health.consilium.terminology.rules.DiagnosisReader;
import health.consilium.terminology.rules.TagMap;
import health.consilium.terminology.rules.TumourType;
import java.util.HashSet;
import java.util.Set;

/** Histology and primary site, from the ICD-O-3 codes of the diagnosis. */
final class TumourFacts implements FactRule {
    private final TagMap histology;
    private final TagMap sites;

    TumourFacts(TagMap histology, TagMap sites) {
        this.histology = histology;
        this.sites = sites;
    }

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        if (context.type().isEmpty()) {
            return;
        }
        TumourType type = context.type().get();
        Set<String> histologies = new HashSet<>();
        Set<String> primarySites = new HashSet<>();
        for (Diagnosis diagnosis : DiagnosisReader.read(context.index().validRecords())) {
            String site = diagnosis.site().orElse(null);
            diagnosis
                    .primaryMorphology()
                    .ifPresent(m -> histologies.addAll(histology.tags(m, site, type.histologyTags())));
            if (site != null) {
                histologies.addAll(histology.tags(site, site, type.histologyTags()));
                primarySites.addAll(sites.tags(site, site, type.siteTags()));
            }
        }
        facts.set("histology", histologies);
        facts.set("primarySite", primarySites);
        if (histologies.contains("apl")) {
            facts.is("suspectedApl", true);
        }
    }
}

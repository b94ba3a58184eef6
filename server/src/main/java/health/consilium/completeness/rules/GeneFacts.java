package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.util.List;
import java.util.Set;

/** Facts from variants in the shape of HL7 Genomics Reporting: LOINC 69548-6, present or absent, in a gene. */
final class GeneFacts {
    /** Each gene by its HGNC identifier and by its symbol. */
    private static final List<Set<Code>> BRCA = List.of(gene("HGNC:1100", "BRCA1"), gene("HGNC:1101", "BRCA2"));

    private static final List<Set<Code>> KIT_PDGFRA = List.of(gene("HGNC:6342", "KIT"), gene("HGNC:8803", "PDGFRA"));

    private GeneFacts() {}

    private static Set<Code> gene(String identifier, String symbol) {
        return Set.of(new Code(Systems.HGNC, identifier), new Code(Systems.HGNC, symbol));
    }

    static void read(EvidenceIndex index, CaseFacts.Builder facts) {
        Truth brca = mutated(index, BRCA, true);
        if (brca != Truth.UNKNOWN) {
            facts.is("germlineBrca", brca == Truth.TRUE ? "positive" : "negative");
        }
        Truth driver = mutated(index, KIT_PDGFRA, false);
        if (driver != Truth.UNKNOWN) {
            facts.is("kitPdgfraWildtype", driver == Truth.FALSE);
        }
    }

    /** One variant in one gene is enough; that there is none must be said of every gene. */
    private static Truth mutated(EvidenceIndex index, List<Set<Code>> genes, boolean germline) {
        Truth all = Truth.FALSE;
        for (Set<Code> gene : genes) {
            Truth one = index.results(gene).stream()
                    .filter(r -> !germline || Genes.isGermline(r))
                    .map(Results::polarity)
                    .reduce(Truth.UNKNOWN, GeneFacts::together);
            all = all.or(one);
        }
        return all;
    }

    /** Of several findings in a gene a present one counts. */
    private static Truth together(Truth a, Truth b) {
        return a == Truth.TRUE || b == Truth.TRUE ? Truth.TRUE : a == Truth.UNKNOWN ? b : a;
    }
}

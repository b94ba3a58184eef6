package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.Systems;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;

/**
 * Genes that a result reports on, in the shape of HL7 Genomics Reporting and mCODE: component 48018-6 "Gene studied" of a
 * variant, a region studied or any other finding.
 */
final class Genes {
    private static final String GENE_STUDIED = "48018-6";
    private static final String SOURCE_CLASS = "48002-0";
    private static final String SOMATIC = "LA6684-0";
    private static final String GERMLINE = "LA6683-2";

    private Genes() {}

    /** Each gene by HGNC identifier and by symbol, as far as the result gives them. */
    static Set<Code> studiedIn(Observation observation) {
        Set<Code> genes = new LinkedHashSet<>();
        if (isCode(observation.getCode(), GENE_STUDIED) && observation.hasValueCodeableConcept()) {
            add(observation.getValueCodeableConcept(), genes);
        }
        for (ObservationComponentComponent component : observation.getComponent()) {
            if (isCode(component.getCode(), GENE_STUDIED) && component.hasValueCodeableConcept()) {
                add(component.getValueCodeableConcept(), genes);
            }
        }
        return genes;
    }

    /** Whether the result says that the finding is somatic. */
    static boolean isSomatic(Observation observation) {
        return isOfSource(observation, SOMATIC);
    }

    /** Whether the result says that the finding is of the germline. */
    static boolean isGermline(Observation observation) {
        return isOfSource(observation, GERMLINE);
    }

    private static boolean isOfSource(Observation observation, String source) {
        return observation.getComponent().stream()
                .filter(c -> isCode(c.getCode(), SOURCE_CLASS) && c.hasValueCodeableConcept())
                .anyMatch(c -> isCode(c.getValueCodeableConcept(), source));
    }

    private static void add(CodeableConcept gene, Set<Code> genes) {
        for (Coding coding : gene.getCoding()) {
            if (coding.hasCode() && String.valueOf(coding.getSystem()).contains("genenames.org")) {
                genes.add(new Code(Systems.HGNC, identifier(coding.getCode())));
                addSymbol(coding.getDisplay(), genes);
            }
        }
        addSymbol(gene.getText(), genes);
    }

    private static String identifier(String code) {
        return Character.isDigit(code.charAt(0)) ? "HGNC:" + code : code;
    }

    private static void addSymbol(String symbol, Set<Code> genes) {
        if (symbol != null && !symbol.isBlank()) {
            genes.add(new Code(Systems.HGNC, symbol.trim()));
        }
    }

    private static boolean isCode(CodeableConcept concept, String code) {
        for (Coding coding : concept.getCoding()) {
            if (code.equals(coding.getCode())) {
                return true;
            }
        }
        return false;
    }
}

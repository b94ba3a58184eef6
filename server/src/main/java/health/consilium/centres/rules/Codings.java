package health.consilium.centres.rules;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Codes of a system. */
final class Codings {

    private Codings() {}

    /** Each code once in memory: the directory has the same few in thousands of places. */
    static List<String> codes(CodeableConcept concept, String system) {
        List<String> codes = new ArrayList<>(1);
        for (Coding coding : concept.getCoding()) {
            if (system.equals(coding.getSystem()) && coding.hasCode()) {
                codes.add(coding.getCode().intern());
            }
        }
        return codes;
    }
}

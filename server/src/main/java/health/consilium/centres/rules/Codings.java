package health.consilium.centres.rules;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Codes, compared without making anything. */
final class Codings {

    private Codings() {}

    static boolean has(CodeableConcept concept, String system, String code) {
        for (Coding coding : concept.getCoding()) {
            if (code.equals(coding.getCode()) && system.equals(coding.getSystem())) {
                return true;
            }
        }
        return false;
    }
}

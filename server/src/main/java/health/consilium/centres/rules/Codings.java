package health.consilium.centres.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Codes of a system. */
final class Codings {

    private static final int MOST_REMEMBERED = 2_000;
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private Codings() {}

    /** Each code once in memory: the directory has the same few in thousands of places. */
    static List<String> codes(CodeableConcept concept, String system) {
        List<String> codes = new ArrayList<>(1);
        for (Coding coding : concept.getCoding()) {
            if (system.equals(coding.getSystem()) && coding.hasCode()) {
                codes.add(once(coding.getCode()));
            }
        }
        return codes;
    }

    static String once(String code) {
        String known = KNOWN.get(code);
        if (known == null) {
            known = code;
            if (KNOWN.size() < MOST_REMEMBERED) {
                KNOWN.putIfAbsent(code, code);
            }
        }
        return known;
    }
}

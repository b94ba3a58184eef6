package health.consilium.terminology.rules;

import java.util.List;

/** Diagnoses of which no more is known than codes of one classification. */
final class TestDiagnoses {

    private TestDiagnoses() {}

    static Diagnosis ofIcdO3(String morphology, String topography) {
        return new Diagnosis(morphology, topography, null, null, null, List.of());
    }

    static Diagnosis ofIcd10(String code) {
        return new Diagnosis(null, null, code, null, null, List.of());
    }

    static Diagnosis ofIcd10Cm(String code) {
        return new Diagnosis(null, null, null, code, null, List.of());
    }
}

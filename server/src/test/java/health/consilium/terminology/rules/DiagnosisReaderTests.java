package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

class DiagnosisReaderTests {

    @Test
    void readsTheShapeOfMcode() {
        Condition condition = new Condition();
        condition.setCode(concept(Systems.ICD_10_CM, "C50.412"));
        condition.addBodySite(concept("urn:oid:2.16.840.1.113883.6.43.1", "C50.4"));
        condition
                .addExtension()
                .setUrl("http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior")
                .setValue(concept(Systems.ICD_O_3, "8500/3"));
        Patient patient = new Patient().setGender(AdministrativeGender.FEMALE);

        assertThat(DiagnosisReader.read(List.of(patient, condition)))
                .containsExactly(new Diagnosis("8500/3", "C50.4", null, "C50.412", "female", List.of()));
    }

    @Test
    void readsTheMorphologyFromAHistologyResult() {
        Condition condition = new Condition();
        condition.setCode(concept(Systems.ICD_10, "C34.1"));

        assertThat(DiagnosisReader.read(List.of(condition, histology("8041/3"))))
                .extracting(Diagnosis::morphology)
                .containsExactly("8041/3");
    }

    @Test
    void aHistologyResultDoesNotBelongToOtherIllnesses() {
        Condition hypertension = new Condition();
        hypertension.setCode(concept(Systems.ICD_10, "I10"));

        assertThat(DiagnosisReader.read(List.of(hypertension, histology("8041/3"))))
                .extracting(Diagnosis::morphology)
                .containsOnlyNulls();
    }

    @Test
    void readsAHistologyResultAlone() {
        assertThat(DiagnosisReader.read(List.of(histology("9861/3"))))
                .containsExactly(TestDiagnoses.ofIcdO3("9861/3", null));
    }

    @Test
    void leavesOutWhatIsRefutedOrOver() {
        Condition refuted = new Condition();
        refuted.setCode(concept(Systems.ICD_10, "C61"));
        refuted.getVerificationStatus().addCoding().setCode("refuted");
        Condition resolved = new Condition();
        resolved.setCode(concept(Systems.ICD_10, "C67.9"));
        resolved.getClinicalStatus().addCoding().setCode("resolved");
        Condition active = new Condition();
        active.setCode(concept(Systems.ICD_10, "C50.9"));

        assertThat(DiagnosisReader.read(List.of(refuted, resolved, active)))
                .extracting(Diagnosis::icd10)
                .containsExactly("C50.9");
    }

    private static Observation histology(String morphology) {
        Observation observation = new Observation();
        observation.setStatus(ObservationStatus.FINAL);
        observation.setCode(concept(Systems.LOINC, "59847-4"));
        observation.setValue(concept(Systems.ICD_O_3, morphology));
        return observation;
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }
}

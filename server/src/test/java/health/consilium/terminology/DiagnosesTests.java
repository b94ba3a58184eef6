package health.consilium.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Systems;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;

class DiagnosesTests {

    private static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";

    private final Diagnoses diagnoses = new Diagnoses(Content.mapper());
    private final Condition breast = condition("breast", "C50.4");
    private final Condition liver = condition("liver", "C22.0");
    private final Condition diabetes = condition("diabetes", "E11.9");

    @Test
    void theConditionThatTheRequestNamesDecides() {
        ServiceRequest request = new ServiceRequest().addReasonReference(new Reference("Condition/liver"));

        assertThat(diagnoses.require(request, List.of(breast, liver, diabetes)).id())
                .isEqualTo("hcc");
    }

    @Test
    void aRequestThatNamesNoneIsJudgedByAll() {
        assertThat(diagnoses
                        .require(new ServiceRequest(), List.of(breast, diabetes))
                        .id())
                .isEqualTo("breast");
    }

    @Test
    void twoPrimariesAreAQuestionWithCandidates() {
        Refusal refusal = refusal(List.of(breast, liver));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo("no-diagnosis");
        assertThat(refusal.message()).contains("breast", "hcc", "reasonReference");
    }

    @Test
    void whatNamesNoTumourIsRefusedWithoutItsCodes() {
        assertThat(refusal(List.of()).code()).isEqualTo("no-diagnosis");
        assertThat(refusal(List.of(diabetes)).message()).doesNotContain("E11");
        assertThat(refusal(List.of(condition("lung-secondary", "C78.0"))).message())
                .contains("primary")
                .doesNotContain("C78");
    }

    @Test
    void aCoordinatorsChoiceStandsAboveTheCodes() {
        Observation choice = choice("sclc", "2026-11-20");
        List<Resource> records = List.of(condition("lung", "C34.1"), choice);

        assertThat(diagnoses.require(new ServiceRequest(), records).id()).isEqualTo("sclc");
        assertThat(diagnoses.tumourType(records).why())
                .contains("Practitioner/clinician", "Observation/choice-2026-11-20")
                .doesNotContain("C34");
    }

    @Test
    void theLatestChoiceCounts() {
        List<Resource> records = List.of(breast, choice("nsclc", "2026-11-22"), choice("sclc", "2026-11-20"));
        assertThat(diagnoses.require(new ServiceRequest(), records).id()).isEqualTo("nsclc");
    }

    @Test
    void aChoiceTakenBackLeavesTheCodesToDecide() {
        Observation error = choice("sclc", "2026-11-22");
        error.setStatus(ObservationStatus.ENTEREDINERROR);
        assertThat(diagnoses
                        .require(new ServiceRequest(), List.of(breast, error))
                        .id())
                .isEqualTo("breast");
    }

    @Test
    void aChoiceWithoutPersonOrReasonIsNone() {
        Observation nobodys = choice("sclc", "2026-11-22");
        nobodys.setPerformer(List.of());
        Observation unexplained = choice("sclc", "2026-11-22");
        unexplained.setNote(List.of());
        assertThat(diagnoses
                        .require(new ServiceRequest(), List.of(breast, nobodys, unexplained))
                        .id())
                .isEqualTo("breast");
    }

    private static Observation choice(String type, String day) {
        Observation choice = new Observation();
        choice.setId("Observation/choice-" + day);
        choice.setStatus(ObservationStatus.FINAL);
        choice.setCode(new CodeableConcept(new Coding(Systems.CASE_FACT, "tumourType", null)));
        choice.setValue(new CodeableConcept(new Coding(Systems.TUMOUR_TYPE, type, null)));
        choice.setEffective(new DateTimeType(day));
        choice.addPerformer(new Reference("Practitioner/clinician"));
        choice.addNote().setText("Decided at the board");
        return choice;
    }

    private Refusal refusal(List<Condition> conditions) {
        return catchThrowableOfType(RefusedException.class, () -> diagnoses.require(new ServiceRequest(), conditions))
                .refusals()
                .get(0);
    }

    private static Condition condition(String id, String icd10) {
        Condition condition = new Condition();
        condition.setId("Condition/" + id);
        condition.setCode(new CodeableConcept(new Coding(ICD_10, icd10, null)));
        return condition;
    }
}

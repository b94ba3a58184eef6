package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.math.BigDecimal;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationAdministration.MedicationAdministrationStatus;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFactsExtractorTests {
    private final Case breast = Case.of("breast");

    @Test
    void nothingIsKnownOfAnEmptyCase() {
        breast.records.clear();
        CaseFacts facts = breast.facts();
        for (String fact :
                Set.of("setting", "stageGroup", "er", "her2", "priorSurgery", "sex", "ageYears", "histology")) {
            assertThat(facts.isKnown(fact)).as(fact).isFalse();
        }
    }

    @Nested
    class Person {
        @Test
        void sexAndAge() {
            assertThat(breast.facts().values("sex")).containsExactly("female");
            assertThat(breast.facts().number("ageYears")).contains(BigDecimal.valueOf(55));
        }

        @Test
        void undisclosedSexIsUnknown() {
            ((Patient) breast.records.get(0))
                    .setGender(org.hl7.fhir.r4.model.Enumerations.AdministrativeGender.UNKNOWN);
            assertThat(breast.facts().isKnown("sex")).isFalse();
        }

        @Test
        void performanceStatusAsAnswerOrNumber() {
            Case other = Case.of("breast");
            other.with(other.result("89247-1"), o -> o.setValue(Case.concept(Systems.LOINC, "LA9624-3")));
            assertThat(other.facts().number("ecog")).contains(BigDecimal.valueOf(2));

            breast.with(breast.result("89247-1"), o -> o.setValue(new IntegerType(1)));
            assertThat(breast.facts().number("ecog")).contains(BigDecimal.ONE);
        }
    }

    @Nested
    class Stage {
        @ParameterizedTest
        @CsvSource({
            "Stage 0, 0, localized",
            "Stage IA, I, localized",
            "IIB, II, localized",
            "American Joint Committee on Cancer stage IIIC (qualifier value), III, locallyAdvanced",
            "Stadium IV, IV, metastatic",
            "stage IVB, IV, metastatic"
        })
        void stageGroupGivesTheSetting(String value, String group, String setting) {
            breast.with(breast.result("21908-9", value), o -> o.setValue(new CodeableConcept().setText(value)));
            assertThat(breast.facts().values("stageGroup")).containsExactly(group);
            assertThat(breast.facts().values("setting")).containsExactly(setting);
        }

        @Test
        void theLatestStageCounts() {
            Observation old = breast.result("21908-9", TODAY.minusYears(2));
            old.setValue(new CodeableConcept().setText("Stage I"));
            Observation recent = breast.result("21908-9");
            recent.setValue(new CodeableConcept().setText("Stage IV"));
            breast.with(recent).with(old);
            assertThat(breast.facts().values("stageGroup")).containsExactly("IV");
        }

        @Test
        void stageOfTheConditionInMcodeShape() {
            breast.with(breast.diagnosis(Systems.ICD_10, "C50.4"), c -> c.addStage()
                    .getSummary()
                    .addCoding(new Coding(
                            Systems.SNOMED_CT, "1222806003", "American Joint Committee on Cancer stage IIIC")));
            assertThat(breast.facts().values("stageGroup")).containsExactly("III");
        }

        @Test
        void distantMetastasisIsMetastatic() {
            breast.with(breast.result("21907-1"), o -> o.setValue(new CodeableConcept().setText("cM1")));
            assertThat(breast.facts().values("setting")).containsExactly("metastatic");
        }

        @Test
        void secondaryTumourIsMetastaticButANodeIsNot() {
            Case node = Case.of("breast");
            node.with(node.diagnosis(Systems.ICD_10, "C77.3"));
            assertThat(node.facts().isKnown("setting")).isFalse();

            breast.with(breast.diagnosis(Systems.ICD_10, "C78.7"));
            assertThat(breast.facts().values("setting")).containsExactly("metastatic");
        }

        @Test
        void stageFourAOfTheHeadAndNeckIsLocallyAdvanced() {
            Case throat = Case.of("hnscc");
            throat.with(throat.result("21908-9"), o -> o.setValue(new CodeableConcept().setText("Stage IVA")));
            assertThat(throat.facts().values("setting")).containsExactly("locallyAdvanced");
        }

        @Test
        void stageFourLymphomaIsNotMetastatic() {
            Case hodgkin = Case.of("hodgkin");
            hodgkin.with(hodgkin.result("21908-9"), o -> o.setValue(new CodeableConcept().setText("Stage IV")));
            assertThat(hodgkin.facts().isKnown("setting")).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"breast, recurrence, recurrent", "hodgkin, relapse, relapsedRefractory", "aml, remission, remission"
        })
        void clinicalStatusGivesTheSetting(String type, String status, String setting) {
            Case one = Case.of(type);
            one.with(
                    one.diagnosis(Systems.ICD_10, "C80.9"),
                    c -> c.getClinicalStatus().addCoding().setCode(status));
            assertThat(one.facts().values("setting")).containsExactly(setting);
        }
    }

    @Nested
    class Markers {
        @ParameterizedTest
        @CsvSource({
            "0, negative",
            "1+, low",
            "IHC 1+, low",
            "2+, equivocal",
            "Score 3+, positive",
            "equivocal, equivocal",
            "Positive (3+), positive",
            "HER2-low, low",
            "negative, negative"
        })
        void her2Stain(String value, String expected) {
            breast.with(breast.result("85319-2", value));
            assertThat(breast.facts().values("her2")).containsExactly(expected);
        }

        @ParameterizedTest
        @CsvSource({"positive, positive", "not amplified, low"})
        void hybridisationDecidesAnEquivocalStain(String hybridisation, String expected) {
            breast.with(breast.result("85319-2", "2+")).with(breast.result("85318-4", hybridisation));
            assertThat(breast.facts().values("her2")).containsExactly(expected);
        }

        @ParameterizedTest
        @CsvSource({"0, negative", "0.5, negative", "1, positive", "90, positive"})
        void receptorByPercentage(double percent, String expected) {
            breast.with(breast.result("14228-1"), o -> o.setValue(new Quantity(percent).setUnit("%")));
            assertThat(breast.facts().values("er")).containsExactly(expected);
        }

        @Test
        void receptorByCodeWithoutDisplay() {
            breast.with(breast.result("85337-4"), o -> o.setValue(Case.concept(Systems.SNOMED_CT, "260385009")));
            breast.with(breast.result("85339-0"), o -> o.setValue(null)
                    .addInterpretation(
                            Case.concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS")));
            assertThat(breast.facts().values("er")).containsExactly("negative");
            assertThat(breast.facts().values("pr")).containsExactly("positive");
        }

        @Test
        void aResultThatSaysNothingClearIsUnknown() {
            breast.with(breast.result("85337-4", "see report"));
            assertThat(breast.facts().isKnown("er")).isFalse();
        }

        @Test
        void aPreliminaryResultIsNoFact() {
            breast.with(
                    breast.result("85337-4", "positive"), o -> o.setStatus(Observation.ObservationStatus.PRELIMINARY));
            assertThat(breast.facts().isKnown("er")).isFalse();
        }
    }

    @Nested
    class Histology {
        @Test
        void lobularFromTheMorphology() {
            breast.with(
                    breast.diagnosis(Systems.ICD_O_3, "8520/3"),
                    c -> c.addBodySite(Case.concept(Systems.ICD_O_3, "C50.4")));
            assertThat(breast.facts().values("histology")).containsExactly("lobular");
        }

        @Test
        void onlyTagsThatTheTypeKnows() {
            Case lung = Case.of("nsclc");
            lung.with(lung.diagnosis(Systems.ICD_O_3, "8490/3"));
            assertThat(lung.facts().values("histology")).containsExactly("adenocarcinoma");
        }

        @Test
        void aMorphologyThatLeavesTheTagOpenLeavesItUnknown() {
            Case ovarian = Case.of("ovarian");
            ovarian.with(ovarian.diagnosis(Systems.ICD_O_3, "8441/3"));
            assertThat(ovarian.facts().isKnown("histology")).isFalse();
        }

        @Test
        void typicalCarcinoidOnlyInTheLung() {
            Case lung = Case.of("neuroendocrine");
            lung.with(
                    lung.diagnosis(Systems.ICD_O_3, "8240/3"),
                    c -> c.addBodySite(Case.concept(Systems.ICD_O_3, "C34.1")));
            assertThat(lung.facts().values("histology")).contains("lungTypical");

            Case bowel = Case.of("neuroendocrine");
            bowel.with(
                    bowel.diagnosis(Systems.ICD_O_3, "8240/3"),
                    c -> c.addBodySite(Case.concept(Systems.ICD_O_3, "C17.2")));
            assertThat(bowel.facts().values("histology")).containsExactly("netG1");
            assertThat(bowel.facts().values("primarySite")).containsExactly("smallIntestine");
        }
    }

    @Nested
    class Treatment {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Modified radical mastectomy",
                    "Wide local excision of breast",
                    "Debulking surgery",
                    "Right hemicolectomy"
                })
        void operations(String name) {
            breast.with(breast.procedure(name));
            assertThat(breast.facts().isTrue("priorSurgery")).isEqualTo(Truth.TRUE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Core needle biopsy of breast", "Colonoscopy", "Bone marrow aspiration", "Appointment"})
        void noOperations(String name) {
            breast.with(breast.procedure(name));
            assertThat(breast.facts().isTrue("priorSurgery")).isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void anOperationThatWasNotDoneIsDenied() {
            breast.with(breast.procedure("Mastectomy"), p -> p.setStatus(ProcedureStatus.NOTDONE));
            assertThat(breast.facts().isTrue("priorSurgery")).isEqualTo(Truth.FALSE);
        }

        @Test
        void anOperationNoteProvesAnOperation() {
            breast.with(breast.document("11504-8", "hi", TODAY.minusYears(3)));
            assertThat(breast.facts().isTrue("priorSurgery")).isEqualTo(Truth.TRUE);
        }

        @Test
        void radiotherapyCourseOfMcode() {
            breast.with(breast.procedure(""), p -> p.setCode(Case.concept(Systems.SNOMED_CT, "1217123003")));
            assertThat(breast.facts().isTrue("priorRadiotherapy")).isEqualTo(Truth.TRUE);
            assertThat(breast.status("breast.tx.radiation")).isEqualTo(RequirementStatus.MET);
        }

        @ParameterizedTest
        @CsvSource({"L01CD01,", "L02BA01,", ",Paclitaxel 80 mg/m2", ",trastuzumab deruxtecan", ",Osimertinib"})
        void drugs(String atc, String name) {
            breast.with(administered(atc, name));
            assertThat(breast.facts().isTrue("priorSystemicTherapy")).isEqualTo(Truth.TRUE);
        }

        @ParameterizedTest
        @CsvSource({"A10BA02,", ",Metformin", ",Amlodipine", ",Ondansetron"})
        void otherDrugs(String atc, String name) {
            breast.with(administered(atc, name));
            assertThat(breast.facts().isTrue("priorSystemicTherapy")).isEqualTo(Truth.UNKNOWN);
            assertThat(breast.item("breast.tx.summary").evidence()).isEmpty();
        }

        private MedicationAdministration administered(String atc, String name) {
            MedicationAdministration given = breast.id(new MedicationAdministration());
            CodeableConcept drug = new CodeableConcept().setText(name);
            if (atc != null) {
                drug.addCoding(new Coding(Systems.ATC, atc, null));
            }
            given.setStatus(MedicationAdministrationStatus.COMPLETED)
                    .setSubject(Case.asha())
                    .setMedication(drug);
            return given;
        }

        @Test
        void plannedDrugsByClassAndOthersUnknown() {
            MedicationRequest plan = breast.id(new MedicationRequest());
            plan.setStatus(MedicationRequestStatus.DRAFT)
                    .setSubject(Case.asha())
                    .setMedication(new CodeableConcept().setText("Doxorubicin"));
            breast.with(plan);

            assertThat(breast.facts().hasAny("plannedTherapy", Set.of("anthracycline", "antiHer2")))
                    .isEqualTo(Truth.TRUE);
            assertThat(breast.facts().hasAny("plannedTherapy", Set.of("reirradiation")))
                    .isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void anAdmissionInTheLastYear() {
            Encounter stay = breast.id(new Encounter());
            stay.setSubject(Case.asha()).getClass_().setCode("IMP");
            stay.getPeriod().setEndElement(new org.hl7.fhir.r4.model.DateTimeType("2026-01-10"));
            breast.with(stay);
            assertThat(breast.facts().isTrue("admissionLast12Months")).isEqualTo(Truth.TRUE);
        }
    }

    @Nested
    class Surroundings {
        @Test
        void comorbidityIsOpenAndSerologyDenies() {
            Case liver = Case.of("hcc");
            liver.with(liver.diagnosis(Systems.ICD_10, "K74.6")).with(liver.result("13955-0", "negative"));

            assertThat(liver.facts().hasAny("comorbidity", Set.of("cirrhosis", "hbv")))
                    .isEqualTo(Truth.TRUE);
            assertThat(liver.facts().hasAny("comorbidity", Set.of("hcv"))).isEqualTo(Truth.FALSE);
            assertThat(liver.facts().hasAny("comorbidity", Set.of("hbv"))).isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void familyHistoryOfCancer() {
            FamilyMemberHistory mother = breast.id(new FamilyMemberHistory());
            mother.setStatus(FamilyMemberHistory.FamilyHistoryStatus.COMPLETED).setPatient(Case.asha());
            mother.addCondition().setCode(Case.concept(Systems.ICD_10, "C50.9"));
            breast.with(mother);
            assertThat(breast.facts().isTrue("familyHistory")).isEqualTo(Truth.TRUE);
        }

        @Test
        void documentsTellWhetherTranslationIsNeeded() {
            assertThat(breast.facts().isTrue("documentsNeedTranslation")).isEqualTo(Truth.UNKNOWN);
            breast.with(breast.document("11526-1"));
            assertThat(breast.facts().isTrue("documentsNeedTranslation")).isEqualTo(Truth.FALSE);
            breast.with(breast.document("11504-8", "ar", TODAY));
            assertThat(breast.facts().isTrue("documentsNeedTranslation")).isEqualTo(Truth.TRUE);
        }

        @Test
        void aStatedFactWinsOverADerivedOne() {
            breast.with(breast.document("11504-8"))
                    .with(breast.fact("priorSurgery", false))
                    .with(breast.fact("symptom", "none"));

            assertThat(breast.facts().isTrue("priorSurgery")).isEqualTo(Truth.FALSE);
            assertThat(breast.facts().hasAny("symptom", Set.of("bonePain"))).isEqualTo(Truth.FALSE);
        }

        @Test
        void recordsOfAnotherPatientAreNoFacts() {
            breast.with(
                    breast.result("85337-4", "positive"),
                    o -> o.setSubject(new org.hl7.fhir.r4.model.Reference("Patient/other")));
            assertThat(breast.facts().isKnown("er")).isFalse();
        }
    }
}

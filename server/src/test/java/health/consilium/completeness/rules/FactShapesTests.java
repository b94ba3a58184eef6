package health.consilium.completeness.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same facts from records in the shapes that hospitals send. The shapes are told by codes: none of the records here
 * claims a profile, and one that does is read alike.
 */
class FactShapesTests {
    private static final String PATIENT =
            """
            {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1960-04-02"}""";

    private static CaseFacts facts(String tumourType, String... resources) {
        String entries = String.join("},{\"resource\":", resources);
        String json = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":" + PATIENT
                + "},{\"resource\":" + entries + "}]}";
        List<Resource> records =
                FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json).getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .toList();
        EvidenceIndex index = EvidenceIndex.of(records, CodeEquivalence.of(Content.maps()), Set.of("en"));
        return Case.extractor().extract(index, tumourType, Case.TODAY);
    }

    private static String observation(String code, String value) {
        return """
                {"resourceType": "Observation", "id": "o%s", "status": "final", "subject": {"reference": "Patient/p"},
                 "effectiveDateTime": "2026-05-01", "code": {"coding": [%s]}, %s}"""
                .formatted(Integer.toHexString((code + value).hashCode()), code, value);
    }

    private static String loinc(String code) {
        return "{\"system\": \"http://loinc.org\", \"code\": \"" + code + "\"}";
    }

    private static String snomed(String code) {
        return "{\"system\": \"http://snomed.info/sct\", \"code\": \"" + code + "\"}";
    }

    private static String coded(String coding) {
        return "\"valueCodeableConcept\": {\"coding\": [" + coding + "]}";
    }

    /** HL7 mCODE STU4. */
    @Nested
    class Mcode {

        private static final String PRIMARY =
                """
                {"resourceType": "Condition", "id": "primary", "subject": {"reference": "Patient/p"},
                 "extension": [{"url": "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior",
                   "valueCodeableConcept": {"coding": [
                     {"system": "http://terminology.hl7.org/CodeSystem/icd-o-3", "code": "8520/3"}]}}],
                 "clinicalStatus": {"coding": [{"code": "active"}]},
                 "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "C50.412"}]}}""";

        @Test
        void histologyStandsInTheExtensionOfTheCondition() {
            assertThat(facts("breast", PRIMARY).values("histology")).containsExactly("lobular");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"system\": \"http://cancerstaging.org\", \"code\": \"3C\"}",
                    "{\"system\": \"http://cancerstaging.org\", \"code\": \"3C\", \"display\": \"IIIC\"}",
                    "{\"system\": \"http://snomed.info/sct\", \"code\": \"1222806003\","
                            + " \"display\": \"American Joint Committee on Cancer stage IIIC (qualifier value)\"}"
                })
        void stageGroupIsAnObservation(String value) {
            for (String group : List.of(loinc("21908-9"), snomed("399537006"), snomed("399390009"))) {
                CaseFacts facts = facts("breast", PRIMARY, observation(group, coded(value)));
                assertThat(facts.values("stageGroup")).containsExactly("III");
                assertThat(facts.values("setting")).containsExactly("locallyAdvanced");
            }
        }

        @Test
        void distantMetastasisIsACategoryOfItsOwn() {
            CaseFacts facts = facts(
                    "breast",
                    PRIMARY,
                    observation(snomed("399387003"), coded("{\"code\": \"1229903009\", \"display\": \"AJCC cM1\"}")));
            assertThat(facts.values("setting")).containsExactly("metastatic");
        }

        @Test
        void aSecondaryTumourNamesItsOrgan() {
            String bone =
                    """
                    {"resourceType": "Condition", "id": "bone", "subject": {"reference": "Patient/p"},
                     "code": {"coding": [{"system": "http://snomed.info/sct", "code": "94222008",
                       "display": "Secondary malignant neoplasm of bone (disorder)"}]}}""";
            String node = bone.replace("94222008", "94392001")
                    .replace("neoplasm of bone", "neoplasm of lymph node")
                    .replace("\"bone\"", "\"node\"");

            assertThat(facts("breast", PRIMARY, bone).values("setting")).containsExactly("metastatic");
            assertThat(facts("breast", PRIMARY, node).isKnown("setting")).isFalse();
        }

        @Test
        void diseaseStatusInRemission() {
            String status = observation(loinc("97509-4"), coded(snomed("103338009")));
            assertThat(facts("dlbcl", status).values("setting")).containsExactly("remission");
            assertThat(facts("dlbcl", observation(loinc("97509-4"), coded(snomed("271299001"))))
                            .isKnown("setting"))
                    .isFalse();
        }

        @Test
        void tumourMarkersAnswerInSnomed() {
            CaseFacts facts = facts(
                    "breast",
                    observation(loinc("85337-4"), coded(snomed("10828004"))),
                    observation(loinc("85339-0"), coded(snomed("260385009"))),
                    observation(loinc("48676-1"), coded(snomed("42425007"))));
            assertThat(facts.values("er")).containsExactly("positive");
            assertThat(facts.values("pr")).containsExactly("negative");
            assertThat(facts.values("her2")).containsExactly("equivocal");
        }

        @Test
        void performanceByEcogOrElseByKarnofsky() {
            String ecog = observation(loinc("89247-1"), coded(loinc("LA9624-3")));
            String karnofsky = observation(loinc("89243-0"), "\"valueInteger\": 80");
            assertThat(facts("breast", ecog, karnofsky).number("ecog")).contains(BigDecimal.valueOf(2));
            assertThat(facts("breast", karnofsky).number("ecog")).contains(BigDecimal.ONE);
            assertThat(facts("breast", karnofsky.replace("80", "0")).number("ecog"))
                    .isEmpty();
        }

        @Test
        void surgeryAndRadiotherapyAreCodedProcedures() {
            String surgery =
                    """
                    {"resourceType": "Procedure", "id": "s", "status": "completed", "subject": {"reference": "Patient/p"},
                     "category": {"coding": [{"system": "http://snomed.info/sct", "code": "387713003"}]},
                     "code": {"coding": [{"system": "http://snomed.info/sct", "code": "428571003"}]}}""";
            String course = surgery.replace("\"s\"", "\"r\"")
                    .replace("387713003", "108290001")
                    .replace("428571003", "1217123003");
            CaseFacts facts = facts("breast", PRIMARY, surgery, course);
            assertThat(facts.isTrue("priorSurgery")).isEqualTo(Truth.TRUE);
            assertThat(facts.isTrue("priorRadiotherapy")).isEqualTo(Truth.TRUE);
            assertThat(facts.isTrue("priorSystemicTherapy")).isEqualTo(Truth.UNKNOWN);
        }
    }

    /** International Patient Summary 2. */
    @Nested
    class Ips {

        @Test
        void drugsByAtcAlsoWhereTheMedicationStandsApart() {
            String medication =
                    """
                    {"resourceType": "Medication", "id": "m",
                     "code": {"coding": [{"system": "http://www.whocc.no/atc", "code": "L01DB01"}]}}""";
            String taken =
                    """
                    {"resourceType": "MedicationStatement", "id": "s", "status": "completed",
                     "subject": {"reference": "Patient/p"}, "medicationReference": {"reference": "Medication/m"}}""";
            assertThat(facts("breast", medication, taken).isTrue("priorSystemicTherapy"))
                    .isEqualTo(Truth.TRUE);
            assertThat(facts("breast", medication.replace("L01DB01", "A10BA02"), taken)
                            .isTrue("priorSystemicTherapy"))
                    .isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void theAssertionThatNoDrugsAreKnownDeniesNothing() {
            String none =
                    """
                    {"resourceType": "MedicationStatement", "id": "s", "status": "unknown",
                     "subject": {"reference": "Patient/p"}, "medicationCodeableConcept": {"coding": [{
                       "system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
                       "code": "no-medication-info"}]}}""";
            assertThat(facts("breast", none).isTrue("priorSystemicTherapy")).isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void problemsInSnomed() {
            String problem =
                    """
                    {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"},
                     "code": {"coding": [{"system": "http://snomed.info/sct", "code": "19943007"}]}}""";
            CaseFacts facts = facts(
                    "hcc", problem, problem.replace("19943007", "73211009").replace("\"c\"", "\"d\""));
            assertThat(facts.hasAny("comorbidity", Set.of("cirrhosis"))).isEqualTo(Truth.TRUE);
            assertThat(facts.hasAny("comorbidity", Set.of("diabetes"))).isEqualTo(Truth.TRUE);
            assertThat(facts.hasAny("comorbidity", Set.of("hiv"))).isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void aProcedureInThePast() {
            String done =
                    """
                    {"resourceType": "Procedure", "id": "x", "status": "completed", "subject": {"reference": "Patient/p"},
                     "performedDateTime": "2019", "code": {"coding": [{"system": "http://snomed.info/sct",
                       "code": "174041007", "display": "Laparoscopic right hemicolectomy"}]}}""";
            assertThat(facts("colorectal", done).isTrue("priorSurgery")).isEqualTo(Truth.TRUE);
        }
    }

    /** HL7 Genomics Reporting STU3. */
    @Nested
    class GenomicsReporting {

        private String variant(String gene, String symbol, String presence, String source) {
            return """
                    {"resourceType": "Observation", "id": "v%s%s", "status": "final", "subject": {"reference": "Patient/p"},
                     "effectiveDateTime": "2026-05-01",
                     "code": {"coding": [{"system": "http://loinc.org", "code": "69548-6"}]},
                     "valueCodeableConcept": {"coding": [{"system": "http://loinc.org", "code": "%s"}]},
                     "component": [
                       {"code": {"coding": [{"system": "http://loinc.org", "code": "48018-6"}]},
                        "valueCodeableConcept": {"coding": [
                          {"system": "http://www.genenames.org/geneId", "code": "%s", "display": "%s"}]}},
                       {"code": {"coding": [{"system": "http://loinc.org", "code": "48002-0"}]},
                        "valueCodeableConcept": {"coding": [{"system": "http://loinc.org", "code": "%s"}]}}]}"""
                    .formatted(symbol, source, presence, gene, symbol, source);
        }

        private static final String PRESENT = "LA9633-4";
        private static final String ABSENT = "LA9634-2";
        private static final String GERMLINE = "LA6683-2";
        private static final String SOMATIC = "LA6684-0";

        @Test
        void aGermlineVariantOfBrca() {
            assertThat(facts("prostate", variant("HGNC:1101", "BRCA2", PRESENT, GERMLINE))
                            .values("germlineBrca"))
                    .containsExactly("positive");
            assertThat(facts("prostate", variant("HGNC:1101", "BRCA2", PRESENT, SOMATIC))
                            .isKnown("germlineBrca"))
                    .isFalse();
        }

        @Test
        void noVariantMustBeSaidOfBothGenes() {
            String one = variant("HGNC:1100", "BRCA1", ABSENT, GERMLINE);
            String other = variant("HGNC:1101", "BRCA2", ABSENT, GERMLINE);
            assertThat(facts("prostate", one).isKnown("germlineBrca")).isFalse();
            assertThat(facts("prostate", one, other).values("germlineBrca")).containsExactly("negative");
        }

        @Test
        void aGistWithoutDriver() {
            String kit = variant("HGNC:6342", "KIT", ABSENT, SOMATIC);
            String pdgfra = variant("HGNC:8803", "PDGFRA", ABSENT, SOMATIC);
            assertThat(facts("gist", kit).isTrue("kitPdgfraWildtype")).isEqualTo(Truth.UNKNOWN);
            assertThat(facts("gist", kit, pdgfra).isTrue("kitPdgfraWildtype")).isEqualTo(Truth.TRUE);
            assertThat(facts("gist", kit.replace(ABSENT, PRESENT)).isTrue("kitPdgfraWildtype"))
                    .isEqualTo(Truth.FALSE);
        }

        @Test
        void aVariantThatWasEnteredInErrorIsNoFact() {
            String wrong = variant("HGNC:1101", "BRCA2", PRESENT, GERMLINE).replace("final", "entered-in-error");
            assertThat(facts("prostate", wrong).isKnown("germlineBrca")).isFalse();
        }
    }

    /** US Core 6. */
    @Nested
    class UsCore {

        @Test
        void problemsInTheClinicalModificationOfIcd10() {
            String problem =
                    """
                    {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"},
                     "category": [{"coding": [{"code": "problem-list-item"}]}],
                     "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "%s"}]}}""";
            assertThat(facts("hcc", problem.formatted("K74.60")).hasAny("comorbidity", Set.of("cirrhosis")))
                    .isEqualTo(Truth.TRUE);
            assertThat(facts("breast", problem.formatted("C79.51")).values("setting"))
                    .containsExactly("metastatic");
            assertThat(facts("breast", problem.formatted("Z80.3")).isTrue("familyHistory"))
                    .isEqualTo(Truth.TRUE);
            assertThat(facts("renal", problem.formatted("I82.220")).isTrue("venousThrombus"))
                    .isEqualTo(Truth.TRUE);
            assertThat(facts("neuroendocrine", problem.formatted("E34.0")).isTrue("functionalSyndrome"))
                    .isEqualTo(Truth.TRUE);
        }

        @Test
        void drugsInRxNormByTheirNames() {
            String request =
                    """
                    {"resourceType": "MedicationRequest", "id": "m", "status": "active", "intent": "plan",
                     "subject": {"reference": "Patient/p"}, "medicationCodeableConcept": {"coding": [{
                       "system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "1657973",
                       "display": "1 ML doxorubicin hydrochloride 2 MG/ML Injection"}]}}""";
            assertThat(facts("breast", request).hasAny("plannedTherapy", Set.of("anthracycline")))
                    .isEqualTo(Truth.TRUE);
        }

        @Test
        void anInpatientEncounterAndALaboratoryFlag() {
            String stay =
                    """
                    {"resourceType": "Encounter", "id": "e", "status": "finished", "subject": {"reference": "Patient/p"},
                     "class": {"code": "IMP"}, "period": {"start": "2026-02-01", "end": "2026-02-08"}}""";
            String platelets = observation(
                    loinc("777-3"),
                    "\"valueQuantity\": {\"value\": 31}, \"interpretation\": [{\"coding\": [{\"code\": \"LL\"}]}]");
            CaseFacts facts = facts("mds", stay, platelets);
            assertThat(facts.isTrue("admissionLast12Months")).isEqualTo(Truth.TRUE);
            assertThat(facts.hasAny("labFlag", Set.of("cytopenia"))).isEqualTo(Truth.TRUE);
            assertThat(facts.hasAny("labFlag", Set.of("leukostasis"))).isEqualTo(Truth.UNKNOWN);
        }
    }

    /** Plain R4, as it comes from elsewhere. */
    @Nested
    class Plain {

        @Test
        void stageInTheConditionAndMorphologyInAnObservation() {
            String condition =
                    """
                    {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"},
                     "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "C50.9"}]},
                     "stage": [{"summary": {"text": "pT2 pN1 M0, stage IIB"}}]}""";
            String histology = observation(
                    loinc("59847-4"),
                    coded("{\"system\": \"urn:oid:2.16.840.1.113883.6.43.1\", \"code\": \"8520/3\"}"));
            CaseFacts facts = facts("breast", condition, histology);
            assertThat(facts.values("stageGroup")).containsExactly("II");
            assertThat(facts.values("setting")).containsExactly("localized");
            assertThat(facts.values("histology")).containsExactly("lobular");
        }

        @Test
        void wordsOfAResult() {
            CaseFacts facts = facts(
                    "breast",
                    observation(loinc("85337-4"), "\"valueString\": \"ER positive, 90 %\""),
                    observation(loinc("85319-2"), "\"valueString\": \"HER2: 1+\""));
            assertThat(facts.values("er")).containsExactly("positive");
            assertThat(facts.values("her2")).containsExactly("low");
        }

        @Test
        void aManBearsNoChildrenAndAWomanMay() {
            String result = observation(loinc("85337-4"), "\"valueString\": \"x\"");
            assertThat(facts("thyroid", result).isTrue("childbearingPotential")).isEqualTo(Truth.UNKNOWN);
            Case man = Case.of("thyroid");
            ((org.hl7.fhir.r4.model.Patient) man.records.get(0))
                    .setGender(org.hl7.fhir.r4.model.Enumerations.AdministrativeGender.MALE);
            assertThat(man.facts().isTrue("childbearingPotential")).isEqualTo(Truth.FALSE);
        }
    }

    @Test
    void aClaimedProfileChangesNothing() {
        String plain = observation(loinc("85337-4"), coded(snomed("10828004")));
        String claiming = plain.replace(
                "\"status\"",
                "\"meta\": {\"profile\": [\"http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tnm-stage-group\"]},"
                        + " \"status\"");
        assertThat(facts("breast", claiming).values("er"))
                .isEqualTo(facts("breast", plain).values("er"));
        assertThat(facts("breast", claiming).isKnown("stageGroup")).isFalse();
    }

    /** Each fact that a condition of the content names, in a case of which nothing is known. */
    @Test
    void everyUnknownFactMakesItsItemsQuestions() {
        Content.checklists().all().forEach(checklist -> {
            EvidenceIndex empty = EvidenceIndex.of(List.of(), CodeEquivalence.of(Content.maps()), Set.of("en"));
            CompletenessResult result = Case.engine().evaluate(checklist, empty, Case.TODAY, Set.of());
            checklist.items().stream()
                    .filter(i -> i.requirement().applicability().isPresent())
                    .filter(i -> !i.requirement()
                            .applicability()
                            .get()
                            .condition()
                            .facts()
                            .contains("hasItem"))
                    .forEach(i -> {
                        ItemResult answer = result.item(i.id()).orElseThrow(() -> new AssertionError(i.id()));
                        assertThat(answer.status()).as(i.id()).isEqualTo(RequirementStatus.QUESTION);
                        assertThat(answer.unknownFacts()).as(i.id()).isNotEmpty();
                    });
        });
    }
}

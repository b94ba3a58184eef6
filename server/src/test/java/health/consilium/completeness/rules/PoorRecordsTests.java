package health.consilium.completeness.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any hospital may send anything: records that say little are no evidence and no error. */
class PoorRecordsTests {

    @ParameterizedTest
    @MethodSource("emptyResources")
    void anEmptyRecordIsNoEvidence(Resource resource) {
        for (String type : new String[] {"breast", "hcc", "aml"}) {
            CompletenessResult alone = Case.of(type).check();
            CompletenessResult withIt = Case.of(type).with(resource).check();
            assertThat(withIt.complete()).isEqualTo(alone.complete());
            assertThat(withIt.items())
                    .filteredOn(i -> i.status() == RequirementStatus.MET)
                    .hasSameSizeAs(alone.items().stream()
                            .filter(i -> i.status() == RequirementStatus.MET)
                            .toList());
        }
    }

    static Stream<Resource> emptyResources() {
        return Stream.of(
                new AllergyIntolerance(),
                new Composition(),
                new Condition(),
                new Consent(),
                new DiagnosticReport(),
                new DocumentReference(),
                new Encounter(),
                new FamilyMemberHistory(),
                new ImagingStudy(),
                new MedicationAdministration(),
                new MedicationRequest(),
                new MedicationStatement(),
                new Observation(),
                new Patient(),
                new Procedure(),
                new Provenance(),
                new QuestionnaireResponse(),
                new ServiceRequest(),
                new Specimen());
    }

    @Test
    void codingsWithoutCodeOrSystemAreNoEvidence() {
        Case one = Case.of("breast");
        CodeableConcept nothing = new CodeableConcept(new Coding());
        one.with(one.result("x"), o -> o.setCode(nothing).setValue(nothing).addInterpretation(nothing));
        one.with(one.procedure("x"), p -> p.setCode(nothing).setCategory(nothing));
        one.with(one.diagnosis(null, null), c -> c.setClinicalStatus(nothing).setVerificationStatus(nothing));
        one.with(
                one.study("CT", null),
                s -> s.addModality(new Coding()).addSeries().setModality(new Coding()));
        assertThat(one.check().complete()).isFalse();
    }

    @Test
    void aMonthCountsFromItsFirstDay() {
        Case one = Case.of("breast");
        Observation result = one.result("89247-1");
        result.setEffective(new DateTimeType("2026-05"));
        one.with(result);
        assertThat(one.status("breast.clin.ps")).isEqualTo(RequirementStatus.STALE);
    }

    @Test
    void documentsThatReplaceEachOtherAreBothSuperseded() {
        Case one = Case.of("breast");
        DocumentReference first = one.document("11526-1");
        DocumentReference second = one.document("11526-1");
        replaces(first, second);
        replaces(second, first);
        one.with(first).with(second);
        assertThat(one.item("breast.path.report").reasons())
                .extracting(Reason::code)
                .containsExactly("superseded", "superseded");
    }

    private static void replaces(DocumentReference newer, DocumentReference older) {
        newer.addRelatesTo()
                .setCode(DocumentReference.DocumentRelationshipType.REPLACES)
                .setTarget(new Reference("DocumentReference/" + older.getIdPart()));
    }
}

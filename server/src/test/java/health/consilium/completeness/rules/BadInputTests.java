package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.terminology.rules.ChecklistLibrary;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.ContentException;
import health.consilium.terminology.rules.DiagnosisReader;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.TumourTypeMapping;
import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.NoDiagnosis;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, the answer says what is wrong with it. */
class BadInputTests {
    private final Case breast = Case.of("breast");

    @Nested
    class Diagnoses {

        @Test
        void noneIsSaidInWords() {
            assertThat(map()).isInstanceOfSatisfying(NoDiagnosis.class, none -> assertThat(none.why())
                    .contains("No coded tumour diagnosis"));
            breast.with(breast.diagnosis(Systems.ICD_10, "E11.9"));
            assertThat(map()).isInstanceOf(NoDiagnosis.class);
        }

        @Test
        void twoPrimariesAreNamed() {
            breast.with(breast.diagnosis(Systems.ICD_10, "C50.4")).with(breast.diagnosis(Systems.ICD_10, "C61"));
            assertThat(map()).isInstanceOfSatisfying(Ambiguous.class, two -> {
                assertThat(two.candidates()).extracting(t -> t.id()).containsExactly("breast", "prostate");
                assertThat(two.why()).contains("more than one primary");
            });
        }

        @Test
        void aCaseWithoutDiagnosisIsStillAnsweredForANamedChecklist() {
            breast.with(breast.result("85319-2", "3+"));
            assertThat(breast.status("breast.mol.her2")).isEqualTo(RequirementStatus.MET);
        }

        private TumourTypeMapping map() {
            return Content.mapper().map(DiagnosisReader.read(breast.records));
        }
    }

    @Nested
    class Patients {

        @Test
        void aRecordOfAnotherIsNamedAtItsItemAndAtTheIdentity() {
            Observation foreign = breast.result("85319-2", "3+");
            foreign.setSubject(new Reference("Patient/somebody-else"));
            breast.with(foreign);

            assertThat(breast.item("breast.mol.her2").reasons())
                    .extracting(Reason::text)
                    .containsExactly("Observation/1 belongs to another patient");
            assertThat(breast.item("breast.clin.identity").reasons())
                    .extracting(Reason::code)
                    .containsExactly("other-patient");
        }

        @Test
        void ofTwoPatientsTheRequestSaysWhoseCaseItIs() {
            Patient other = new Patient();
            other.setId("Patient/other");
            breast.records.add(0, other);
            breast.with(new ServiceRequest().setSubject(Case.asha())).with(breast.result("85319-2", "3+"));

            assertThat(breast.status("breast.mol.her2")).isEqualTo(RequirementStatus.MET);
            assertThat(breast.item("breast.clin.identity").reasons())
                    .extracting(Reason::reference)
                    .containsExactly("Patient/other");
        }

        @Test
        void aTranslationOfAnothersDocumentIsNone() {
            DocumentReference original = breast.document("11526-1", "hi", TODAY);
            DocumentReference translation = breast.translationOf(original);
            translation.setSubject(new Reference("Patient/somebody-else"));
            breast.with(original).with(translation).with(breast.verificationOf(translation));

            assertThat(breast.item("breast.path.report").reasons())
                    .extracting(Reason::code)
                    .contains("not-translated");
            assertThat(breast.status("breast.clin.identity")).isEqualTo(RequirementStatus.PARTIAL);
        }
    }

    @Nested
    class Dates {

        @Test
        void theFutureIsNoEvidenceOfAnyKind() {
            String tomorrow = TODAY.plusDays(2).toString();
            ImagingStudy mammogram = breast.study("MG", "Mammography");
            mammogram.setStartedElement(new DateTimeType(tomorrow));
            breast.with(breast.document("11526-1", "en", TODAY.plusDays(2)))
                    .with(breast.result("85319-2", TODAY.plusDays(2)))
                    .with(mammogram);

            for (String item : List.of("breast.path.report", "breast.mol.her2", "breast.img.mammo")) {
                assertThat(breast.item(item).reasons())
                        .as(item)
                        .extracting(Reason::code)
                        .containsExactly("future-date");
            }
        }

        @Test
        void tomorrowIsTodayElsewhere() {
            breast.with(breast.result("85319-2", TODAY.plusDays(1)));
            assertThat(breast.status("breast.mol.her2")).isEqualTo(RequirementStatus.MET);
        }

        @Test
        void aRecordWithoutDateIsNamedWhereAgeMatters() {
            DocumentReference letter = breast.document("57133-1");
            letter.getContext().setPeriod(null);
            breast.with(letter);
            assertThat(breast.item("breast.clin.referral").reasons())
                    .extracting(Reason::code)
                    .containsExactly("undated");
        }

        @Test
        void aBirthInTheFutureGivesNoAge() {
            ((Patient) breast.records.get(0)).setBirthDateElement(new org.hl7.fhir.r4.model.DateType("2090-01-01"));
            assertThat(breast.facts().number("ageYears")).isEmpty();
            assertThat(breast.item("breast.mol.brca").unknownFacts()).contains("ageYears");
        }
    }

    @Nested
    class Units {

        /** A result is there whatever its unit; only what is compared with a limit must be understood. */
        @ParameterizedTest
        @ValueSource(strings = {"furlong", "", "mg/dL"})
        void ofALaboratoryResultAreNotAsked(String unit) {
            for (String code : List.of("718-7", "777-3", "751-8")) {
                breast.with(breast.result(code), o -> o.setValue(new Quantity(5).setUnit(unit)));
            }
            assertThat(breast.status("breast.lab.cbc")).isEqualTo(RequirementStatus.MET);
        }

        @Test
        void aNumberThatIsNoPercentageIsNoReceptorStatus() {
            breast.with(breast.result("14228-1"), o -> o.setValue(new Quantity(7).setUnit("Allred")));
            assertThat(breast.facts().isKnown("er")).isFalse();
        }
    }

    @Nested
    class Circles {

        @Test
        void ofDocumentsThatTranslateEachOtherTheVerifiedOneIsRead() {
            DocumentReference one = breast.document("11526-1", "hi", TODAY);
            DocumentReference two = breast.document("11526-1", "en", TODAY);
            relate(one, two, DocumentRelationshipType.TRANSFORMS);
            relate(two, one, DocumentRelationshipType.TRANSFORMS);
            breast.with(one).with(two);
            assertThat(breast.status("breast.path.report")).isEqualTo(RequirementStatus.NOT_TRANSLATED);

            breast.with(breast.verificationOf(two));
            assertThat(breast.status("breast.path.report")).isEqualTo(RequirementStatus.MET);
        }

        @Test
        void aDocumentThatReplacesItselfIsSuperseded() {
            DocumentReference self = breast.document("11526-1");
            relate(self, self, DocumentRelationshipType.REPLACES);
            breast.with(self);
            assertThat(breast.item("breast.path.report").reasons())
                    .extracting(Reason::code)
                    .containsExactly("superseded");
        }

        @Test
        void aPanelOfItselfIsAResult() {
            Observation panel = breast.result("58410-2");
            panel.setValue(null);
            Reference member = new Reference("Observation/" + panel.getIdPart());
            member.setResource(panel);
            panel.addHasMember(member);
            panel.addDerivedFrom(member);
            breast.with(panel);
            assertThat(breast.status("breast.lab.cbc")).isEqualTo(RequirementStatus.MET);
        }

        private static void relate(DocumentReference from, DocumentReference to, DocumentRelationshipType how) {
            from.addRelatesTo().setCode(how).setTarget(new Reference("DocumentReference/" + to.getIdPart()));
        }
    }

    @Nested
    class Checklists {

        @Test
        void aConditionThatDoesNotParseNamesItemAndPosition() {
            PlanDefinition plan = Content.plan("breast");
            plan.getAction().stream()
                    .filter(a -> a.hasCondition())
                    .findFirst()
                    .orElseThrow()
                    .getConditionFirstRep()
                    .getExpression()
                    .setExpression("%priorSurgery = = true");

            assertThatThrownBy(() -> ChecklistLibrary.of(List.of(plan)))
                    .isInstanceOf(ContentException.class)
                    .hasMessageContaining("Checklist item breast.path.synoptic")
                    .hasMessageContaining("position 18");
        }

        @Test
        void anItemWithoutStrengthIsNamed() {
            PlanDefinition plan = Content.plan("breast");
            plan.getActionFirstRep().getExtension().clear();
            assertThatThrownBy(() -> ChecklistLibrary.of(List.of(plan)))
                    .isInstanceOf(ContentException.class)
                    .hasMessageContaining("Checklist item breast.path.report");
        }

        @Test
        void anAgeInMonthsIsNamed() {
            PlanDefinition plan = Content.plan("breast");
            plan.getAction().stream()
                    .flatMap(a -> a.getInput().stream())
                    .filter(i -> i.hasDateFilter())
                    .findFirst()
                    .orElseThrow()
                    .getDateFilterFirstRep()
                    .setValue(new Duration().setValue(2).setCode("mo"));
            assertThatThrownBy(() -> ChecklistLibrary.of(List.of(plan)))
                    .isInstanceOf(ContentException.class)
                    .hasMessageContaining("not a duration in days");
        }
    }

    @Test
    void nothingAtAllIsAnswered() {
        CompletenessResult result =
                Case.check(Content.checklists().forTumourType("breast").orElseThrow(), List.of());
        assertThat(result.complete()).isFalse();
        assertThat(result.score()).isZero();
        assertThat(result.items())
                .extracting(ItemResult::status)
                .containsOnly(RequirementStatus.MISSING, RequirementStatus.QUESTION);
        assertThat(Set.copyOf(result.notApplicable())).isEmpty();
    }
}

package health.consilium.completeness.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who are asked for an item answer in the form of the request. */
class StatementsTests {

    private static final String HER2 = "breast.mol.her2";
    private static final String MAMMOGRAM = "breast.img.mammo";
    private static final StringType REASON = new StringType("The block was used up in 2024");

    @ParameterizedTest
    @CsvSource({"absent, stated-absent", "not-applicable, stated-not-applicable"})
    void aStatementWithAReasonIsEvidenceThatACoordinatorHasToConfirm(String answer, String code) {
        ItemResult result =
                Case.of("breast").with(answer(HER2, answer, "reason", REASON)).item(HER2);

        assertThat(result.status()).isEqualTo(RequirementStatus.PARTIAL);
        assertThat(result.evidence()).containsExactly("QuestionnaireResponse/answers");
        assertThat(result.reasons()).extracting(Reason::code).contains(code);
        assertThat(result.gapCode()).as("the gap stays open").isPresent();
    }

    @Test
    void aDocumentNamedInAnAnswerCountsInPartUntilSomebodyLooksAtIt() {
        ItemResult result = Case.of("breast")
                .with(answer(HER2, "attached", "document", new Reference("DocumentReference/scan")))
                .item(HER2);

        assertThat(result.status()).isEqualTo(RequirementStatus.PARTIAL);
        assertThat(result.evidence()).contains("DocumentReference/scan");
    }

    @Test
    void aPromiseIsNoEvidence() {
        assertThat(Case.of("breast")
                        .with(answer(HER2, "later", "date", new DateType("2026-07-01")))
                        .status(HER2))
                .isEqualTo(RequirementStatus.MISSING);
    }

    @Test
    void aStatementWithoutAReasonOrWithdrawnIsNone() {
        assertThat(Case.of("breast")
                        .with(answer(HER2, "absent", "reason", new StringType(" ")))
                        .status(HER2))
                .isEqualTo(RequirementStatus.MISSING);
        for (QuestionnaireResponseStatus status : new QuestionnaireResponseStatus[] {
            QuestionnaireResponseStatus.ENTEREDINERROR, QuestionnaireResponseStatus.INPROGRESS
        }) {
            assertThat(Case.of("breast")
                            .with(answer(HER2, "absent", "reason", REASON).setStatus(status))
                            .status(HER2))
                    .isEqualTo(RequirementStatus.MISSING);
        }
    }

    @Test
    void theLastWordCounts() {
        QuestionnaireResponse first = answer(HER2, "absent", "reason", REASON);
        QuestionnaireResponse second = answer(HER2, "later", "date", new DateType("2026-07-01"));
        second.setAuthoredElement(new DateTimeType("2026-05-30"));

        assertThat(Case.of("breast").with(first).with(second).status(HER2)).isEqualTo(RequirementStatus.MISSING);
        assertThat(Case.of("breast").with(second).with(first).status(HER2)).isEqualTo(RequirementStatus.MISSING);
    }

    @Test
    void aStatementTakesNothingFromARecordAndSettlesNothingElse() {
        Case one = Case.of("breast").with(answer(HER2, "absent", "reason", REASON));

        assertThat(one.status(MAMMOGRAM)).isEqualTo(RequirementStatus.MISSING);
        assertThat(one.with(one.result("85319-2")).status(HER2)).isEqualTo(RequirementStatus.MET);
    }

    private static QuestionnaireResponse answer(String item, String answer, String part, Type value) {
        QuestionnaireResponse answers = new QuestionnaireResponse();
        answers.setId("QuestionnaireResponse/answers");
        answers.setStatus(QuestionnaireResponseStatus.COMPLETED);
        answers.setSubject(new Reference("Patient/asha"));
        answers.setAuthoredElement(new DateTimeType("2026-05-20"));
        QuestionnaireResponseItemComponent group = answers.addItem().setLinkId(item);
        group.addItem().setLinkId(item + "/answer").addAnswer().setValue(new Coding(GapAnswer.SYSTEM, answer, null));
        group.addItem().setLinkId(item + "/" + part).addAnswer().setValue(value);
        return answers;
    }
}

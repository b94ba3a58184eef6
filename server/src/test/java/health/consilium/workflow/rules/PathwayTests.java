package health.consilium.workflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PathwayTests {

    private static Pathway pathway;

    @BeforeAll
    static void read() throws IOException {
        try (Reader reader = new InputStreamReader(
                PathwayTests.class.getResourceAsStream("/health/consilium/ig/package/PlanDefinition-pathway.json"),
                StandardCharsets.UTF_8)) {
            pathway = Pathway.of(FhirContext.forR4Cached().newJsonParser().parseResource(PlanDefinition.class, reader));
        }
    }

    @Test
    void anEnquiryOpensItsAssessmentWithinOneBusinessDay() {
        assertThat(pathway.openedAt("enquiry-submitted")).singleElement().satisfies(step -> {
            assertThat(step.code()).isEqualTo("assess-case");
            assertThat(step.role()).isEqualTo("coordinator");
            assertThat(step.days()).isEqualTo(1);
            assertThat(step.businessDays()).isTrue();
        });
        assertThat(pathway.after("enquiry-submitted")).contains("options-offered");
    }

    @Test
    void aTranslationIsFollowedByItsVerificationAndOnlyThenByTheMatch() {
        assertThat(pathway.openedAfter("translate"))
                .extracting(Pathway.Step::code)
                .containsExactly("verify-translation");
        assertThat(pathway.workOf("translating")).contains("translate", "verify-translation");
        assertThat(pathway.after("translating")).contains("matching");
        assertThat(pathway.step("translate").orElseThrow().multiple()).isTrue();
    }

    @Test
    void awaitingConsentIsLeftByTheSubmissionAlone() {
        assertThat(pathway.openedAt("awaiting-consent"))
                .extracting(Pathway.Step::code)
                .contains("approve-sharing");
        assertThat(pathway.after("awaiting-consent")).isEmpty();
    }

    @Test
    void everyBusinessStatusThatWorkLeadsToExists() {
        for (Pathway.Step step : pathway.steps()) {
            step.closesTo().ifPresent(business -> assertThat(TransitionTable.root(business))
                    .isNotNull());
        }
    }

    @Test
    void whatIsOnDemandDoesNotOpenByItself() {
        assertThat(pathway.openedAt("gaps-requested")).isEmpty();
        assertThat(pathway.step("supply-missing"))
                .hasValueSatisfying(step -> assertThat(step.automatic()).isFalse());
    }
}

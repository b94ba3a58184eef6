package health.consilium.turnaround.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.turnaround.rules.Ladders.Ladder;
import health.consilium.turnaround.rules.Ladders.Step;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaddersTests {

    private static Ladders ladders;

    @BeforeAll
    static void read() throws IOException {
        String file = "/health/consilium/ig/package/PlanDefinition-chase-ladder.json";
        try (Reader reader =
                new InputStreamReader(LaddersTests.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            ladders = Ladders.of(FhirContext.forR4Cached().newJsonParser().parseResource(PlanDefinition.class, reader));
        }
    }

    @ParameterizedTest(name = "{0} of {1} days: {2}")
    @CsvSource({
        // day of the clock on which each step comes
        "task.translate,         3,  reminder 2; escalation 3; call 5",
        "task.assess-case,       1,  escalation 1; call 3",
        "task.supply-missing,    5,  reminder 4; escalation 5; call 7",
        "referral.submitted,     2,  reminder 1; escalation 2; call 4; re-match 7",
        "referral.accepted,      10, reminder 9; escalation 10; call 12; re-match 15",
        "task.choose-option,     20, reminder 5; close 20",
        "task.collect-record,    10, reminder 3; second-reminder 7; escalation 10; call 12",
        "task.approve-sharing,   2,  reminder 2; call 4",
        "task.chase,             1,  escalation 1",
        "case.follow-up,         30, close 30",
        "emergency.declared,     2,  reminder 1; escalation 2"
    })
    void eachKindOfTaskHasItsSteps(String trigger, int days, String steps) {
        Ladder ladder = ladders.of(trigger);
        long budget = days * BusinessTime.DAY;
        List<String> told = Ladders.inOrder(ladder, budget).stream()
                .map(step -> step.code() + " " + step.at(budget).orElseThrow() / BusinessTime.DAY)
                .toList();
        assertThat(told).containsExactly(steps.split("; "));
    }

    @Test
    void theTimeToAcceptAndTheTimeToAskAreTheLadders() {
        assertThat(ladders.of("referral.submitted").time()).contains(new Ladders.Allowed(2, true));
        assertThat(ladders.of("case.follow-up").time()).contains(new Ladders.Allowed(30, false));
        assertThat(ladders.of("emergency.declared").time())
                .as("within the 72 hours in which a breach is reported")
                .contains(new Ladders.Allowed(2, false));
        assertThat(ladders.of("referral.accepted").time()).isEmpty();
    }

    @Test
    void noLadderTakesAStepTwice() {
        for (Ladder ladder : ladders.byTrigger().values()) {
            assertThat(ladder.steps()).extracting(Step::code).doesNotHaveDuplicates();
        }
    }

    @Test
    void aLadderIsFoundByItsIdForAClockThatRuns() {
        assertThat(ladders.byId("opinion").steps()).extracting(Step::code).contains("re-match");
        assertThat(ladders.byId("of an older version").id()).isEqualTo("any");
    }
}

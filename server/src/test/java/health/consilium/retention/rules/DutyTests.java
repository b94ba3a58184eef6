package health.consilium.retention.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DutyTests {

    private static final Map<String, Duty.Law> LAWS =
            Map.of("DE", new Duty.Law(10, "§ 630f BGB"), "IN", new Duty.Law(3, "NMC 1.3.1"));
    private static final LocalDate ENDED = LocalDate.of(2026, 2, 28);

    @Test
    void theStrictestLawOfThoseConcernedCounts() {
        assertThat(Duty.standing(LAWS, List.of("in", "DE", "KE"), ENDED, ENDED))
                .hasValue(new Duty("DE", LocalDate.of(2036, 2, 28), "§ 630f BGB"));
    }

    @Test
    void onItsLastDayItIsOver() {
        assertThat(Duty.standing(LAWS, List.of("IN"), ENDED, LocalDate.of(2029, 2, 27)))
                .isPresent();
        assertThat(Duty.standing(LAWS, List.of("IN"), ENDED, LocalDate.of(2029, 2, 28)))
                .isEmpty();
    }

    @Test
    void aCountryWithoutALawHasNoDuty() {
        assertThat(Duty.standing(LAWS, List.of("KE"), ENDED, ENDED)).isEmpty();
        assertThat(Duty.standing(Map.of(), List.of("DE"), ENDED, ENDED)).isEmpty();
    }

    @Test
    void nothingIsOverBeforeTheLastOfAllLawsIs() {
        LocalDate end = LocalDate.of(2036, 2, 28);
        assertThat(Duty.over(LAWS, List.of("IN", "de"), ENDED, end.minusDays(1)))
                .isEmpty();
        assertThat(Duty.over(LAWS, List.of("IN", "de"), ENDED, end)).hasValue(new Duty("DE", end, "§ 630f BGB"));
    }

    @Test
    void whereALawIsNotKnownNothingIsOver() {
        LocalDate late = ENDED.plusYears(100);
        assertThat(Duty.over(LAWS, List.of("DE", "KE"), ENDED, late)).isEmpty();
        assertThat(Duty.over(LAWS, List.of(), ENDED, late)).isEmpty();
        assertThat(Duty.over(Map.of(), List.of("DE"), ENDED, late)).isEmpty();
    }

    @Test
    void onlyWhatShouldNeverHaveArrivedIsNotKept() {
        for (Reason reason : Reason.values()) {
            assertThat(reason.yieldsToDuty()).isEqualTo(reason != Reason.RECEIVED_IN_ERROR);
        }
    }
}

package health.consilium.workflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueDatesTests {

    @ParameterizedTest(name = "{1} days from {0}: {3}")
    @CsvSource({
        "2026-11-23T09:00:00Z, 1, true, 2026-11-24T09:00:00Z",
        "2026-11-20T09:00:00Z, 1, true, 2026-11-23T09:00:00Z",
        "2026-11-21T09:00:00Z, 2, true, 2026-11-24T09:00:00Z",
        "2026-11-20T09:00:00Z, 10, true, 2026-12-04T09:00:00Z",
        "2026-11-20T09:00:00Z, 30, false, 2026-12-20T09:00:00Z"
    })
    void weekendsAreNoBusinessDays(ZonedDateTime start, int days, boolean businessDays, ZonedDateTime due) {
        assertThat(DueDates.after(start, days, businessDays)).isEqualTo(due);
    }
}

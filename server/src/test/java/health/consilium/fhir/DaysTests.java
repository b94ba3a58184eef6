package health.consilium.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTests {

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "2026-12-24, 2027-01-01, 2026-12-24, 2027-01-01",
        "2026-12, 2027, 2026-12-01, 2027-12-31",
        "2026-12-24T00:00:00+01:00, 2026-12-26T23:59:59+01:00, 2026-12-24, 2026-12-26",
        "2026-12-24T13:00:00+01:00, 2026-12-27T08:00:00+01:00, 2026-12-25, 2026-12-26",
        "2026-12-24T00:00:00Z, 2026-12-27T00:00:00Z, 2026-12-24, 2026-12-26"
    })
    void ofAPeriodThatBeginsOrEndsWithinADayTheWholeDaysAreTold(
            String start, String end, LocalDate first, LocalDate last) {
        Period period = new Period();
        period.setStartElement(new DateTimeType(start));
        period.setEndElement(new DateTimeType(end));

        assertThat(Days.firstWhole(period)).isEqualTo(first);
        assertThat(Days.lastWhole(period)).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-25, 2026-11-25", "2026-11, 2026-11-01", "2026, 2026-01-01", "2026-11-25T10:00:00Z, 2026-11-25"
    })
    void aDateMayBeAMonthOrAYear(String date, LocalDate first) {
        assertThat(Days.first(date)).isEqualTo(first);
    }
}

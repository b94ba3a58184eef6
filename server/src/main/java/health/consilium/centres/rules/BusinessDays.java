package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.hl7.fhir.r4.model.Duration;

/** Turnaround is counted in business days; a week has five. */
public final class BusinessDays {

    private static final BigDecimal DAYS_OF_WEEK = BigDecimal.valueOf(5);
    private static final BigDecimal HOURS_OF_DAY = BigDecimal.valueOf(24);

    private BusinessDays() {}

    /** Business days of a duration in UCUM hours, days or weeks; empty for any other and for less than nothing. */
    public static Optional<BigDecimal> of(Duration duration) {
        if (duration == null || !duration.hasValue() || duration.getValue().signum() < 0) {
            return Optional.empty();
        }
        BigDecimal value = duration.getValue();
        return switch (String.valueOf(duration.getCode())) {
            case "d" -> Optional.of(value);
            case "wk" -> Optional.of(value.multiply(DAYS_OF_WEEK));
            case "h" -> Optional.of(value.divide(HOURS_OF_DAY, 2, RoundingMode.HALF_UP));
            default -> Optional.empty();
        };
    }

    /** Days of the calendar that so many business days take at least, in weeks of five of them. */
    static long onTheCalendar(BigDecimal businessDays) {
        return businessDays
                .multiply(BigDecimal.valueOf(7))
                .divide(DAYS_OF_WEEK, 0, RoundingMode.CEILING)
                .longValue();
    }
}

package health.consilium.centres.rules;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/** The days of a period as written, in whatever zone: a holiday is a holiday at its place. */
final class Days {

    private Days() {}

    /** An open period begins before all others. */
    static LocalDate first(Period period) {
        DateTimeType start = period.getStartElement();
        return start.hasValue() ? LocalDate.of(start.getYear(), start.getMonth() + 1, start.getDay()) : LocalDate.MIN;
    }

    static LocalDate last(Period period) {
        DateTimeType end = period.getEndElement();
        if (!end.hasValue()) {
            return LocalDate.MAX;
        }
        LocalDate day = LocalDate.of(end.getYear(), end.getMonth() + 1, end.getDay());
        return switch (end.getPrecision()) {
            case YEAR -> day.with(TemporalAdjusters.lastDayOfYear());
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
            default -> day;
        };
    }
}

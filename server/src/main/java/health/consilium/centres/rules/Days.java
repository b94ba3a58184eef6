package health.consilium.centres.rules;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/** The days of a period as written, in whatever zone: a holiday is a holiday at its place. */
final class Days {

    private static final int YEAR = "2026".length();
    private static final int MONTH = "2026-11".length();
    private static final int DAY = "2026-11-25".length();

    private Days() {}

    /** An open period begins before all others. */
    static LocalDate first(Period period) {
        String start = text(period.getStartElement());
        return switch (precision(start)) {
            case 0 -> LocalDate.MIN;
            case 1 -> Year.parse(start).atDay(1);
            case 2 -> YearMonth.parse(start).atDay(1);
            default -> LocalDate.parse(start.substring(0, DAY));
        };
    }

    static LocalDate last(Period period) {
        String end = text(period.getEndElement());
        return switch (precision(end)) {
            case 0 -> LocalDate.MAX;
            case 1 -> YearMonth.of(Integer.parseInt(end), 12).atEndOfMonth();
            case 2 -> YearMonth.parse(end).atEndOfMonth();
            default -> LocalDate.parse(end.substring(0, DAY));
        };
    }

    private static String text(DateTimeType time) {
        String text = time.getValueAsString();
        return text == null ? "" : text;
    }

    /** From nothing to a day. */
    private static int precision(String text) {
        if (text.length() >= DAY) {
            return 3;
        }
        return text.length() == MONTH ? 2 : text.length() == YEAR ? 1 : 0;
    }
}

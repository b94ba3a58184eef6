package health.consilium.fhir;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;

/** The days of a period as written, in whatever zone: a holiday is a holiday at its place. */
public final class Days {

    private static final int YEAR = "2026".length();
    private static final int MONTH = "2026-11".length();
    private static final int DAY = "2026-11-25".length();
    private static final int MINUTE = "2026-11-25T00:00".length();
    private static final String MIDNIGHT = "00:00";
    private static final String LAST_MINUTE = "23:59";

    private Days() {}

    /** An open period begins before all others. */
    public static LocalDate first(Period period) {
        return first(text(period.getStartElement()));
    }

    /**
     * The first day of what a {@code date} or {@code dateTime} names, which may be a month or a year; before all others where it
     * names none.
     *
     * @see <a href="https://hl7.org/fhir/R4/datatypes.html#date">date</a>
     */
    public static LocalDate first(String date) {
        return switch (precision(date)) {
            case 0 -> LocalDate.MIN;
            case 1 -> Year.parse(date).atDay(1);
            case 2 -> YearMonth.parse(date).atDay(1);
            default -> LocalDate.parse(date.substring(0, DAY));
        };
    }

    /** An open period ends after all others. */
    public static LocalDate last(Period period) {
        String end = text(period.getEndElement());
        return switch (precision(end)) {
            case 0 -> LocalDate.MAX;
            case 1 -> YearMonth.of(Integer.parseInt(end), 12).atEndOfMonth();
            case 2 -> YearMonth.parse(end).atEndOfMonth();
            default -> LocalDate.parse(end.substring(0, DAY));
        };
    }

    /** The first day that is in it from its beginning: the next one, where the period begins at some hour. */
    public static LocalDate firstWhole(Period period) {
        LocalDate first = first(period);
        return first.equals(LocalDate.MIN)
                        || hour(period.getStartElement(), MIDNIGHT).equals(MIDNIGHT)
                ? first
                : first.plusDays(1);
    }

    /** The last day that is in it to its end: the one before, where the period ends at some hour. */
    public static LocalDate lastWhole(Period period) {
        LocalDate last = last(period);
        return last.equals(LocalDate.MAX)
                        || hour(period.getEndElement(), LAST_MINUTE).equals(LAST_MINUTE)
                ? last
                : last.minusDays(1);
    }

    /** Hour and minute, where they are told. */
    private static String hour(DateTimeType time, String otherwise) {
        String text = text(time);
        return text.length() >= MINUTE ? text.substring(DAY + 1, MINUTE) : otherwise;
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

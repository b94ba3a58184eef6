package health.consilium.centres.rules;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * The price of one option, line by line, in one currency.
 *
 * @param until last day on which it holds
 * @param rates that were used
 */
public record Estimate(
        Currency currency, Mode mode, LocalDate day, LocalDate until, List<Line> lines, List<Rate> rates) {

    public Estimate {
        lines = List.copyOf(lines);
        rates = List.copyOf(rates);
    }

    /**
     * @param unit price of one
     * @param net quantity times unit price, exactly
     * @param priced day from which the list price holds, where the list says it
     */
    public record Line(
            CostLine line,
            Optional<String> language,
            Range quantity,
            Range unit,
            Range net,
            Optional<LocalDate> priced) {}

    /** The sum of the lines; nothing is rounded. */
    public Range total() {
        return lines.stream().map(Line::net).reduce(Range.ZERO, Range::plus);
    }
}

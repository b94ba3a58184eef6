package health.consilium.centres.rules;

import health.consilium.centres.rules.PriceList.Price;
import health.consilium.workflow.rules.ListPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Money;

/** Reads the price list of a HealthcareService. A line that cannot be read is no price. */
public final class PriceListReader {

    private PriceListReader() {}

    public static PriceList read(HealthcareService service) {
        return new PriceList(
                ListPrice.of(service).flatMap(PriceListReader::price).toList());
    }

    private static Stream<Price> price(ListPrice listed) {
        Optional<CostLine> line = CostLine.of(listed.line());
        Optional<Currency> currency = Currencies.of(listed.amount().getCurrency());
        Optional<Range> range = currency.flatMap(unit -> range(listed, unit));
        return line.isEmpty() || range.isEmpty()
                ? Stream.empty()
                : Stream.of(new Price(
                        line.get(),
                        currency.get(),
                        range.get(),
                        listed.language(),
                        listed.mode().flatMap(Mode::of),
                        listed.since().orElse(LocalDate.MIN)));
    }

    private static Optional<Range> range(ListPrice listed, Currency currency) {
        BigDecimal usual = listed.amount().getValue();
        BigDecimal low = listed.low().map(Money::getValue).orElse(usual);
        BigDecimal high = listed.high().map(Money::getValue).orElse(usual);
        boolean readable = usual != null
                && Stream.of(low, usual, high)
                        .allMatch(amount -> amount.signum() >= 0 && Currencies.isExact(amount, currency))
                && low.compareTo(usual) <= 0
                && usual.compareTo(high) <= 0;
        return readable ? Optional.of(new Range(low, usual, high)) : Optional.empty();
    }
}

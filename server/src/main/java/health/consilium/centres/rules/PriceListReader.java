package health.consilium.centres.rules;

import health.consilium.centres.rules.PriceList.Price;
import health.consilium.fhir.Days;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Money;

/** Reads the price list of a HealthcareService. A line that cannot be read is no price. */
public final class PriceListReader {

    private static final String LIST_PRICE = "https://w3id.org/consilium/fhir/StructureDefinition/list-price";

    private PriceListReader() {}

    public static PriceList read(HealthcareService service) {
        return new PriceList(service.getExtensionsByUrl(LIST_PRICE).stream()
                .flatMap(PriceListReader::price)
                .toList());
    }

    private static Stream<Price> price(Extension extension) {
        Optional<CostLine> line = code(extension, "line").flatMap(CostLine::of);
        Optional<Currency> currency = money(extension, "amount").flatMap(amount -> Currencies.of(amount.getCurrency()));
        Optional<Range> range = currency.flatMap(unit -> range(extension, unit));
        return line.isEmpty() || range.isEmpty()
                ? Stream.empty()
                : Stream.of(new Price(
                        line.get(),
                        currency.get(),
                        range.get(),
                        code(extension, "language"),
                        code(extension, "mode").flatMap(Mode::of),
                        code(extension, "date").map(Days::first).orElse(LocalDate.MIN)));
    }

    private static Optional<Range> range(Extension extension, Currency currency) {
        BigDecimal usual = money(extension, "amount").orElseThrow().getValue();
        BigDecimal low = bound(extension, "low", usual);
        BigDecimal high = bound(extension, "high", usual);
        boolean readable = usual != null
                && Stream.of(low, usual, high)
                        .allMatch(amount -> amount.signum() >= 0 && Currencies.isExact(amount, currency))
                && low.compareTo(usual) <= 0
                && usual.compareTo(high) <= 0;
        return readable ? Optional.of(new Range(low, usual, high)) : Optional.empty();
    }

    private static BigDecimal bound(Extension extension, String name, BigDecimal usual) {
        return money(extension, name).map(Money::getValue).orElse(usual);
    }

    private static Optional<Money> money(Extension extension, String name) {
        return Optional.ofNullable(extension.getExtensionByUrl(name))
                .map(Extension::getValue)
                .filter(Money.class::isInstance)
                .map(Money.class::cast);
    }

    private static Optional<String> code(Extension extension, String name) {
        return Optional.ofNullable(extension.getExtensionByUrl(name))
                .map(Extension::getValue)
                .map(value -> value.primitiveValue());
    }
}

package health.consilium.delivery.rules;

import health.consilium.fhir.Days;
import health.consilium.terminology.rules.PrimaryLanguage;
import health.consilium.terminology.rules.PrimaryLanguage.Nearness;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Type;

/**
 * The prices of a centre's services, extension {@code list-price}, for what follows an opinion. All of that is done from afar: a price
 * for the patient at the centre is none. Of a range the usual amount is asked for, because a patient accepts an amount.
 */
public record PriceList(List<Price> prices) {

    private static final String LIST_PRICE = "https://w3id.org/consilium/fhir/StructureDefinition/list-price";
    private static final String REMOTE = "remote";

    /**
     * @param line code of {@code CodeSystem/cost-line}
     * @param since from when it holds; null for ever
     * @param language that it is for; empty for any
     * @param mode code of {@code CodeSystem/delivery-mode} that it is for; empty for any
     */
    public record Price(
            String line,
            BigDecimal amount,
            String currency,
            LocalDate since,
            Optional<String> language,
            Optional<String> mode) {}

    public static PriceList of(List<HealthcareService> services) {
        return new PriceList(services.stream()
                .flatMap(service -> service.getExtensionsByUrl(LIST_PRICE).stream())
                .flatMap(price -> read(price).stream())
                .toList());
    }

    private static Optional<Price> read(Extension price) {
        Optional<Type> amount = value(price, "amount");
        Optional<Type> line = value(price, "line");
        return amount.filter(Money.class::isInstance)
                .map(Money.class::cast)
                .filter(money -> line.isPresent() && money.hasValue() && money.hasCurrency())
                .map(money -> new Price(
                        line.get().primitiveValue(),
                        money.getValue(),
                        money.getCurrency(),
                        value(price, "date")
                                .map(date -> Days.first(date.primitiveValue()))
                                .orElse(null),
                        value(price, "language").map(Type::primitiveValue),
                        value(price, "mode").map(Type::primitiveValue)));
    }

    private static Optional<Type> value(Extension price, String part) {
        return Optional.ofNullable(price.getExtensionByUrl(part)).map(Extension::getValue);
    }

    /** The price that holds on a day: of several the one that comes nearest to the language, then one from afar, then the latest. */
    public Optional<Price> of(String line, String language, LocalDate day) {
        return prices.stream()
                .filter(price -> price.line().equals(line))
                .filter(price -> price.since() == null || !price.since().isAfter(day))
                .filter(price -> price.mode().map(REMOTE::equals).orElse(true))
                .filter(price -> nearness(price, language) != Nearness.NONE)
                .max(Comparator.comparing((Price price) -> nearness(price, language))
                        .thenComparing(price -> price.mode().isPresent())
                        .thenComparing(Price::since, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    private static Nearness nearness(Price price, String language) {
        return PrimaryLanguage.nearness(price.language(), Optional.of(language));
    }

    /** The same in one currency. */
    public PriceList in(String currency) {
        return new PriceList(prices.stream()
                .filter(price -> price.currency().equals(currency))
                .toList());
    }
}

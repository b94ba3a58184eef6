package health.consilium.delivery.rules;

import health.consilium.terminology.rules.PrimaryLanguage;
import health.consilium.terminology.rules.PrimaryLanguage.Nearness;
import health.consilium.workflow.rules.ListPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.HealthcareService;

/**
 * The prices of a centre's services, extension {@code list-price}, for what follows an opinion. All of that is done from afar: a price
 * for the patient at the centre is none. Of a range the usual amount is asked for, because a patient accepts an amount.
 */
public record PriceList(List<Price> prices) {

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
                .flatMap(ListPrice::of)
                .filter(price -> price.amount().hasValue() && price.amount().hasCurrency())
                .map(price -> new Price(
                        price.line(),
                        price.amount().getValue(),
                        price.amount().getCurrency(),
                        price.since().orElse(null),
                        price.language(),
                        price.mode()))
                .toList());
    }

    /** The price that holds on a day: of several the one that comes nearest to the language, then one from afar, then the latest. */
    public Optional<Price> of(String line, String language, LocalDate day) {
        return prices.stream()
                .filter(price -> price.line().equals(line))
                .filter(price -> price.since() == null || !price.since().isAfter(day))
                .filter(price -> price.mode().map(ListPrice.REMOTE::equals).orElse(true))
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

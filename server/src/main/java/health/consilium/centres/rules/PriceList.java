package health.consilium.centres.rules;

import health.consilium.terminology.rules.PrimaryLanguage;
import health.consilium.terminology.rules.PrimaryLanguage.Nearness;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one party asks for its work. */
public record PriceList(List<Price> prices) {

    public static final PriceList EMPTY = new PriceList(List.of());

    /**
     * @param amount what one of it costs
     * @param language that is translated or interpreted (BCP 47); empty for any
     * @param mode empty for any
     * @param from day from which the price holds; the beginning of time where the list does not say
     */
    public record Price(
            CostLine line,
            Currency currency,
            Range amount,
            Optional<String> language,
            Optional<Mode> mode,
            LocalDate from) {}

    /**
     * What is looked for.
     *
     * @param day on which the price has to hold
     */
    public record Wanted(CostLine line, Optional<String> language, Mode mode, LocalDate day) {}

    public PriceList {
        prices = List.copyOf(prices);
    }

    /** The price that says most about what is wanted, then the latest. What is still equal: the lower one. */
    public Optional<Price> price(Wanted wanted, Currency currency) {
        return fitting(wanted)
                .filter(price -> price.currency().equals(currency))
                .min(Comparator.comparing((Price price) -> nearness(price, wanted), Comparator.reverseOrder())
                        .thenComparing(price -> price.mode().isPresent(), Comparator.reverseOrder())
                        .thenComparing(Price::from, Comparator.reverseOrder())
                        .thenComparing(price -> price.amount().usual()));
    }

    /** Currencies in which this is priced, in the order of the list. */
    public List<Currency> currencies(Wanted wanted) {
        return fitting(wanted).map(Price::currency).distinct().toList();
    }

    private Stream<Price> fitting(Wanted wanted) {
        return prices.stream()
                .filter(price -> price.line() == wanted.line())
                .filter(price -> !price.from().isAfter(wanted.day()))
                .filter(price -> price.mode().map(wanted.mode()::equals).orElse(true))
                .filter(price -> nearness(price, wanted) != Nearness.NONE);
    }

    private static Nearness nearness(Price price, Wanted wanted) {
        return PrimaryLanguage.nearness(price.language(), wanted.language());
    }
}

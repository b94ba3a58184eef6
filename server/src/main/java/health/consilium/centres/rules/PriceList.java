package health.consilium.centres.rules;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
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

    /** The price that says most about what is wanted wins, then the latest. What is still equal: the lower one. */
    private static final Comparator<Price> BEST_FIRST = Comparator.comparing(
                    (Price price) -> price.language().isPresent(), Comparator.reverseOrder())
            .thenComparing(price -> price.mode().isPresent(), Comparator.reverseOrder())
            .thenComparing(Price::from, Comparator.reverseOrder())
            .thenComparing(price -> price.amount().usual());

    public PriceList {
        prices = List.copyOf(prices);
    }

    public Optional<Price> price(Wanted wanted, Currency currency) {
        return fitting(wanted)
                .filter(price -> price.currency().equals(currency))
                .min(BEST_FIRST);
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
                .filter(price -> price.language()
                        .map(language -> wanted.language()
                                .filter(other -> same(language, other))
                                .isPresent())
                        .orElse(true));
    }

    private static boolean same(String tag, String other) {
        return Locale.forLanguageTag(tag)
                .getLanguage()
                .equals(Locale.forLanguageTag(other).getLanguage());
    }
}

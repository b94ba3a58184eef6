package health.consilium.centres.rules;

import health.consilium.centres.rules.PriceList.Price;
import health.consilium.centres.rules.PriceList.Wanted;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prices an option from two price lists: review and re-reads are the centre's work, the rest the desk's; what the desk has no
 * price for at all is priced by the centre, if it does it.
 *
 * <p>All arithmetic is decimal and exact. The one thing that is rounded, to the minor unit and a half upwards, is the price of
 * one unit that was converted from another currency; lines and totals are whole multiples and sums of unit prices.
 */
public final class Estimator {

    /**
     * @param validDays days for which the estimate holds, today among them
     */
    public record Question(
            Currency currency, Mode mode, LocalDate day, int validDays, List<Item> items, List<Rate> rates) {

        public Question {
            items = List.copyOf(items);
            rates = List.copyOf(rates);
        }
    }

    /**
     * One line to be priced.
     *
     * @param needed whether an estimate without it would be wrong; else it is left out where it has no price
     */
    public record Item(CostLine line, Optional<String> language, Range quantity, boolean needed) {

        public static Item needed(CostLine line) {
            return new Item(line, Optional.empty(), Range.exactly(1), true);
        }
    }

    private final Question question;
    private final PriceList centre;
    private final PriceList desk;
    private final List<Estimate.Line> lines = new ArrayList<>();
    private final List<Rate> used = new ArrayList<>();
    private final List<Pricing.Lack> lacks = new ArrayList<>();

    private Estimator(Question question, PriceList centre, PriceList desk) {
        this.question = question;
        this.centre = centre;
        this.desk = desk;
    }

    public static Pricing price(Question question, PriceList centre, PriceList desk) {
        return new Estimator(question, centre, desk).price();
    }

    private Pricing price() {
        question.items().stream().filter(item -> !item.quantity().isNothing()).forEach(this::price);
        return lacks.isEmpty()
                ? new Pricing.Priced(new Estimate(
                        question.currency(),
                        question.mode(),
                        question.day(),
                        question.day().plusDays(question.validDays() - 1L),
                        lines,
                        used))
                : new Pricing.Unpriced(lacks);
    }

    private void price(Item item) {
        Wanted wanted = new Wanted(item.line(), item.language(), question.mode(), question.day());
        PriceList list = list(wanted);
        Optional<Price> direct = list.price(wanted, question.currency());
        if (direct.isPresent()) {
            add(item, direct.get(), direct.get().amount());
            return;
        }
        for (Rate rate : question.rates()) {
            Optional<Price> foreign = list.price(wanted, rate.from());
            if (foreign.isPresent()) {
                add(item, foreign.get(), converted(foreign.get().amount(), rate));
                if (!used.contains(rate)) {
                    used.add(rate);
                }
                return;
            }
        }
        if (item.needed()) {
            lacks.add(lack(item, list.currencies(wanted)));
        }
    }

    private PriceList list(Wanted wanted) {
        boolean desks = !wanted.line().isOfCentre() && !desk.currencies(wanted).isEmpty();
        return desks ? desk : centre;
    }

    private Range converted(Range amount, Rate rate) {
        return amount.map(value -> Currencies.round(value.multiply(rate.value()), question.currency()));
    }

    private void add(Item item, Price price, Range unit) {
        int digits = question.currency().getDefaultFractionDigits();
        Range scaled = unit.map(value -> value.setScale(digits));
        lines.add(new Estimate.Line(
                item.line(),
                item.language(),
                item.quantity(),
                scaled,
                item.quantity().times(scaled),
                Optional.of(price.from()).filter(day -> !day.equals(LocalDate.MIN))));
    }

    private Pricing.Lack lack(Item item, List<Currency> priced) {
        if (priced.isEmpty()) {
            return Pricing.Lack.ofPrice(item.line(), item.language(), question.day());
        }
        String others = priced.stream().map(Currency::getCurrencyCode).sorted().collect(Collectors.joining(", "));
        return Pricing.Lack.ofRate(
                item.line(), item.language(), others, question.currency().getCurrencyCode());
    }

    /** One unit of each currency is worth something; a rate of nothing or less is none. */
    public static boolean isUsable(Rate rate, LocalDate day, int oldestDays) {
        return rate.value().compareTo(BigDecimal.ZERO) > 0
                && !rate.day().isAfter(day)
                && !rate.day().isBefore(day.minusDays(oldestDays));
    }
}

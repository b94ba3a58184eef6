package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.Estimator.Item;
import health.consilium.centres.rules.Estimator.Question;
import health.consilium.centres.rules.PriceList.Price;
import health.consilium.centres.rules.Pricing.Priced;
import health.consilium.centres.rules.Pricing.Unpriced;
import health.consilium.fhir.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimatorTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final Item REVIEW = Item.needed(CostLine.REVIEW);
    private static final Item COORDINATION = Item.needed(CostLine.COORDINATION);

    @Test
    void reviewIsTheCentresAndCoordinationTheDesks() {
        PriceList centre = list(price(CostLine.REVIEW, "780", "EUR"), price(CostLine.COORDINATION, "1", "EUR"));
        PriceList desk = list(price(CostLine.COORDINATION, "150", "EUR"), price(CostLine.REVIEW, "1", "EUR"));

        Estimate estimate = priced(question("EUR", REVIEW, COORDINATION), centre, desk);

        assertThat(estimate.lines())
                .extracting(line -> line.line().code() + " " + line.net().usual())
                .containsExactly("review 780.00", "coordination 150.00");
        assertThat(estimate.total().usual()).isEqualTo("930.00");
        assertThat(estimate.until()).isEqualTo(LocalDate.of(2026, 12, 24));
    }

    @Test
    void whatTheDeskHasNoPriceForIsTheCentresToDo() {
        PriceList centre = list(price(CostLine.REVIEW, "780", "EUR"), price(CostLine.COORDINATION, "60", "EUR"));

        assertThat(priced(question("EUR", REVIEW, COORDINATION), centre, PriceList.EMPTY)
                        .total()
                        .usual())
                .isEqualTo("840.00");
    }

    @ParameterizedTest(name = "{0} {1} at {2} are {3} {4}")
    @CsvSource({
        // ISO 4217: no minor unit of the yen, three decimals of the Kuwaiti dinar.
        "100, USD, 151.27, JPY, 15127",
        "0.335, KWD, 100, JPY, 34",
        "99.99, EUR, 0.33333, KWD, 33.330",
        "99.99, EUR, 0.33338, KWD, 33.335",
        "1.00, EUR, 88.125, INR, 88.13",
        "1.00, EUR, 88.124, INR, 88.12"
    })
    void aPriceIsConvertedByTheRateSuppliedAndRoundedToTheMinorUnit(
            String amount, String from, String value, String to, String expected) {
        PriceList centre = list(price(CostLine.REVIEW, amount, from));
        Rate rate = new Rate(Currency.getInstance(from), new BigDecimal(value), TODAY);

        Estimate estimate = priced(question(to, List.of(rate), REVIEW), centre, PriceList.EMPTY);

        assertThat(estimate.total().usual()).isEqualTo(expected);
        assertThat(estimate.rates()).containsExactly(rate);
    }

    @Test
    void aLineIsTheRoundedUnitPriceTimesItsQuantity() {
        PriceList desk = list(price(CostLine.TRANSLATION_PAGE, "10.00", "EUR"));
        Rate rate = new Rate(Currency.getInstance("EUR"), new BigDecimal("1.08555"), TODAY);

        Estimate estimate = priced(question("USD", List.of(rate), pages("hi", 7)), PriceList.EMPTY, desk);

        assertThat(estimate.lines().get(0).unit().usual()).isEqualTo("10.86");
        assertThat(estimate.total().usual()).isEqualTo("76.02");
    }

    @Test
    void withoutARateAnotherCurrencyIsRefusedAndNamed() {
        PriceList centre = list(price(CostLine.REVIEW, "1850", "USD"), price(CostLine.REVIEW, "1700", "EUR"));

        Refusal refusal =
                unpriced(question("INR", REVIEW), centre, PriceList.EMPTY).get(0);

        assertThat(refusal.code()).isEqualTo("no-exchange-rate");
        assertThat(refusal.message()).contains("review in EUR, USD, not in INR");
    }

    @Test
    void aLineWithoutAnyPriceIsRefusedAndEachOneIsNamed() {
        List<Refusal> refusals =
                unpriced(question("EUR", REVIEW, pages("hi", 2), COORDINATION), PriceList.EMPTY, PriceList.EMPTY);

        assertThat(refusals).extracting(Refusal::code).containsOnly("no-price");
        assertThat(refusals)
                .extracting(Refusal::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("The centre has no price for review"),
                        second -> assertThat(second).contains("translation-page from or into hi"),
                        third -> assertThat(third).contains("coordination"));
    }

    @Test
    void whatIsNotNeededIsLeftOutWhereItHasNoPrice() {
        Item perhaps = new Item(CostLine.SLIDE_REREAD, Optional.empty(), Range.of(0, 1, 1), false);

        assertThat(priced(question("EUR", REVIEW, perhaps), list(price(CostLine.REVIEW, "780", "EUR")), PriceList.EMPTY)
                        .lines())
                .hasSize(1);
    }

    @Test
    void thePriceOfTheLanguageAndTheModeGoesBeforeThatOfAny() {
        PriceList desk = list(
                price(CostLine.TRANSLATION_PAGE, "22", "EUR"),
                new Price(
                        CostLine.TRANSLATION_PAGE,
                        Currency.getInstance("EUR"),
                        Range.exactly(26),
                        Optional.of("zh"),
                        Optional.empty(),
                        LocalDate.MIN));

        assertThat(priced(question("EUR", pages("zh-Hans", 1)), PriceList.EMPTY, desk)
                        .total()
                        .usual())
                .isEqualTo("26.00");
        assertThat(priced(question("EUR", pages("hi", 1)), PriceList.EMPTY, desk)
                        .total()
                        .usual())
                .isEqualTo("22.00");
    }

    @Test
    void thePriceThatHoldsOnTheDayIsTaken() {
        PriceList centre = list(
                dated("700", LocalDate.of(2026, 1, 1)),
                dated("780", LocalDate.of(2026, 7, 1)),
                dated("900", LocalDate.of(2027, 1, 1)));

        Estimate estimate = priced(question("EUR", REVIEW), centre, PriceList.EMPTY);

        assertThat(estimate.total().usual()).isEqualTo("780.00");
        assertThat(estimate.lines().get(0).priced()).contains(LocalDate.of(2026, 7, 1));
    }

    @Test
    void theRangeIsThatOfQuantityAndPrice() {
        PriceList desk = list(new Price(
                CostLine.TRANSLATION_PAGE,
                Currency.getInstance("EUR"),
                new Range(new BigDecimal("18"), new BigDecimal("22"), new BigDecimal("30")),
                Optional.empty(),
                Optional.empty(),
                LocalDate.MIN));
        Item item = new Item(CostLine.TRANSLATION_PAGE, Optional.of("hi"), Range.of(1, 3, 9), true);

        assertThat(priced(question("EUR", item), PriceList.EMPTY, desk).total())
                .isEqualTo(new Range(new BigDecimal("18.00"), new BigDecimal("66.00"), new BigDecimal("270.00")));
    }

    @Property(tries = 100)
    void theTotalIsTheSumOfTheLinesToTheLastUnit(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 900) Integer> pages,
            @ForAll @IntRange(min = 1, max = 99_999) int cents,
            @ForAll @IntRange(min = 1, max = 2_000_000) int micros) {
        PriceList desk = list(price(
                CostLine.TRANSLATION_PAGE,
                new BigDecimal(cents).movePointLeft(2).toPlainString(),
                "EUR"));
        Rate rate = new Rate(Currency.getInstance("EUR"), new BigDecimal(micros).movePointLeft(6), TODAY);
        List<Item> items = new ArrayList<>();
        pages.forEach(count -> items.add(pages("hi", count)));

        Estimate estimate = priced(question("KWD", List.of(rate), items.toArray(Item[]::new)), PriceList.EMPTY, desk);

        BigDecimal unit = new BigDecimal(cents)
                .movePointLeft(2)
                .multiply(rate.value())
                .setScale(3, java.math.RoundingMode.HALF_UP);
        int sum = pages.stream().mapToInt(Integer::intValue).sum();
        assertThat(estimate.total().usual()).isEqualByComparingTo(unit.multiply(BigDecimal.valueOf(sum)));
        assertThat(estimate.lines())
                .allSatisfy(line -> assertThat(line.net().usual().scale()).isEqualTo(3));
    }

    @Test
    void aRateHasADateThatIsNeitherInTheFutureNorOld() {
        Rate today = new Rate(Currency.getInstance("EUR"), BigDecimal.ONE, TODAY);

        assertThat(Estimator.isUsable(today, TODAY, 31)).isTrue();
        assertThat(Estimator.isUsable(today, TODAY.plusDays(31), 31)).isTrue();
        assertThat(Estimator.isUsable(today, TODAY.plusDays(32), 31)).isFalse();
        assertThat(Estimator.isUsable(today, TODAY.minusDays(1), 31)).isFalse();
        assertThat(Estimator.isUsable(new Rate(today.from(), BigDecimal.ZERO, TODAY), TODAY, 31))
                .isFalse();
    }

    @Test
    void aPriceForFrenchHoldsForTheFrenchOfCanada() {
        PriceList desk = list(page("20", null), page("31.50", "fr"), page("25", "zh-Hans"), page("24", "zh-Hant"));

        assertThat(priced(question("EUR", pages("fr-CA", 1)), PriceList.EMPTY, desk)
                        .total()
                        .usual())
                .isEqualTo("31.50");
        assertThat(priced(question("EUR", pages("frp", 1)), PriceList.EMPTY, desk)
                        .total()
                        .usual())
                .as("Arpitan is not French")
                .isEqualTo("20.00");
        assertThat(priced(question("EUR", pages("zh-Hans", 1)), PriceList.EMPTY, desk)
                        .total()
                        .usual())
                .as("the very tag counts most, though another costs less")
                .isEqualTo("25.00");
    }

    private static Price page(String amount, String language) {
        return new Price(
                CostLine.TRANSLATION_PAGE,
                Currency.getInstance("EUR"),
                Range.exactly(new BigDecimal(amount)),
                Optional.ofNullable(language),
                Optional.empty(),
                LocalDate.MIN);
    }

    @Test
    void goldIsNoCurrencyToPayIn() {
        assertThat(Currencies.of("XAU")).isEmpty();
        assertThat(Currencies.of("EURO")).isEmpty();
        assertThat(Currencies.of(null)).isEmpty();
        assertThat(Currencies.of("KWD")).isPresent();
        assertThat(Currencies.isExact(new BigDecimal("1.10"), Currency.getInstance("EUR")))
                .isTrue();
        assertThat(Currencies.isExact(new BigDecimal("1.5"), Currency.getInstance("JPY")))
                .isFalse();
    }

    private static Item pages(String language, int count) {
        return new Item(CostLine.TRANSLATION_PAGE, Optional.of(language), Range.exactly(count), true);
    }

    private static Question question(String currency, Item... items) {
        return question(currency, List.of(), items);
    }

    private static Question question(String currency, List<Rate> rates, Item... items) {
        return new Question(Currency.getInstance(currency), Mode.REMOTE, TODAY, 30, List.of(items), rates);
    }

    private static Price price(CostLine line, String amount, String currency) {
        return new Price(
                line,
                Currency.getInstance(currency),
                Range.exactly(new BigDecimal(amount)),
                Optional.empty(),
                Optional.empty(),
                LocalDate.MIN);
    }

    private static Price dated(String amount, LocalDate from) {
        return new Price(
                CostLine.REVIEW,
                Currency.getInstance("EUR"),
                Range.exactly(new BigDecimal(amount)),
                Optional.empty(),
                Optional.empty(),
                from);
    }

    private static PriceList list(Price... prices) {
        return new PriceList(List.of(prices));
    }

    private static Estimate priced(Question question, PriceList centre, PriceList desk) {
        Pricing pricing = Estimator.price(question, centre, desk);
        assertThat(pricing).isInstanceOf(Priced.class);
        return ((Priced) pricing).estimate();
    }

    private static List<Refusal> unpriced(Question question, PriceList centre, PriceList desk) {
        return ((Unpriced) Estimator.price(question, centre, desk)).refusals();
    }
}

package health.consilium.workflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

class ListPriceTests {

    private final HealthcareService service = new HealthcareService();

    @Test
    void allThatALineSaysIsRead() {
        Extension price = price("translation-page", euros("31.50"));
        price.addExtension("low", euros("28"));
        price.addExtension("high", euros("40"));
        price.addExtension("language", new CodeType("hi"));
        price.addExtension("mode", new CodeType("remote"));
        price.addExtension("date", new DateType("2026-03"));

        assertThat(ListPrice.of(service)).singleElement().satisfies(read -> {
            assertThat(read.line()).isEqualTo("translation-page");
            assertThat(read.amount().getValue()).isEqualByComparingTo("31.50");
            assertThat(read.low()).map(Money::getValue).contains(new BigDecimal("28"));
            assertThat(read.high()).map(Money::getValue).contains(new BigDecimal("40"));
            assertThat(read.language()).contains("hi");
            assertThat(read.mode()).contains("remote");
            assertThat(read.since()).contains(LocalDate.of(2026, 3, 1));
        });
    }

    @Test
    void whatALineLeavesOutIsOpen() {
        Money amount = euros("780");
        price("review", amount);

        assertThat(ListPrice.of(service))
                .containsExactly(new ListPrice(
                        "review",
                        amount,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aLineWithoutAnAmountOrForNothingIsNoPrice() {
        service.addExtension().setUrl(ListPrice.URL).addExtension("amount", euros("780"));
        price("review", null);
        price("review", null).addExtension("amount", new StringType("780 EUR"));

        assertThat(ListPrice.of(service)).isEmpty();
    }

    @Test
    void aLineForAModeThatNobodyKnowsIsNoPrice() {
        price("review", euros("780")).addExtension("mode", new CodeType("by-post"));
        price("review", euros("790")).addExtension().setUrl("mode");
        price("review", euros("800")).addExtension("mode", new CodeType("in-person"));

        assertThat(ListPrice.of(service)).extracting(ListPrice::mode).containsExactly(Optional.of(ListPrice.IN_PERSON));
    }

    private Extension price(String line, Money amount) {
        Extension price = service.addExtension().setUrl(ListPrice.URL);
        price.addExtension("line", new CodeType(line));
        if (amount != null) {
            price.addExtension("amount", amount);
        }
        return price;
    }

    private static Money euros(String amount) {
        return new Money().setCurrency("EUR").setValue(new BigDecimal(amount));
    }
}

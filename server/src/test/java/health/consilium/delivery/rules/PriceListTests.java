package health.consilium.delivery.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Money;
import org.junit.jupiter.api.Test;

class PriceListTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final HealthcareService service = new HealthcareService();

    @Test
    void thePriceOfTodayIsTheLatestThatHolds() {
        price("follow-up", "140", "EUR", "2025-01-01", null);
        price("follow-up", "150", "EUR", "2026-01-01", null);
        price("follow-up", "190", "EUR", "2027-01-01", null);

        assertThat(of("follow-up", "hi")).isEqualByComparingTo("150");
    }

    @Test
    void aPriceForTheLanguageCountsMore() {
        price("translation-page", "20", "EUR", "2026-06-01", null);
        price("translation-page", "31.50", "EUR", "2026-01-01", "hi");

        assertThat(of("translation-page", "hi")).isEqualByComparingTo("31.50");
        assertThat(of("translation-page", "fr")).isEqualByComparingTo("20");
    }

    @Test
    void aPriceForFrenchHoldsForTheFrenchOfCanada() {
        price("translation-page", "20", "EUR", null, null);
        price("translation-page", "31.50", "EUR", "2026-01-01", "fr");

        assertThat(of("translation-page", "fr-CA")).isEqualByComparingTo("31.50");
        assertThat(of("translation-page", "frp")).as("Arpitan is not French").isEqualByComparingTo("20");
    }

    @Test
    void aPriceForTheVeryTagCountsMostThoughAnotherIsLater() {
        price("translation-page", "30", "EUR", "2026-06-01", "zh-Hant");
        price("translation-page", "25", "EUR", "2026-01-01", "zh-Hans");

        assertThat(of("translation-page", "zh-Hans")).isEqualByComparingTo("25");
        assertThat(of("translation-page", "zh")).isEqualByComparingTo("30");
    }

    @Test
    void aPriceForThePatientAtTheCentreIsNoneForWhatIsDoneFromAfar() {
        mode(price("follow-up", "400", "EUR", "2026-06-01", null), "in-person");
        price("follow-up", "150", "EUR", "2026-03-01", null);

        assertThat(of("follow-up", "hi")).isEqualByComparingTo("150");

        mode(price("follow-up", "120", "EUR", "2026-01-01", null), "remote");
        assertThat(of("follow-up", "hi")).as("says more").isEqualByComparingTo("120");
    }

    @Test
    void ofARangeTheUsualAmountIsAskedFor() {
        Extension price = price("follow-up", "150", "EUR", null, null);
        price.addExtension("low", new Money().setCurrency("EUR").setValue(new BigDecimal("90")));
        price.addExtension("high", new Money().setCurrency("EUR").setValue(new BigDecimal("300")));

        assertThat(of("follow-up", "hi")).isEqualByComparingTo("150");
    }

    @Test
    void aPriceOfAMonthHoldsFromItsFirstDay() {
        price("follow-up", "140", "EUR", "2026", null);
        price("follow-up", "150", "EUR", "2026-11", null);
        price("follow-up", "190", "EUR", "2026-12", null);

        assertThat(of("follow-up", "hi")).isEqualByComparingTo("150");
    }

    @Test
    void whatHasNoPriceHasNone() {
        price("review", "780", "EUR", null, null);
        price("follow-up", "100", "USD", null, null);

        assertThat(list().of("interpreter", "hi", TODAY)).isEmpty();
        assertThat(list().in("EUR").of("follow-up", "hi", TODAY)).isEmpty();
    }

    private BigDecimal of(String line, String language) {
        return list().of(line, language, TODAY).orElseThrow().amount();
    }

    private PriceList list() {
        return PriceList.of(List.of(service));
    }

    private Extension price(String line, String amount, String currency, String since, String language) {
        Extension price = new Extension("https://w3id.org/consilium/fhir/StructureDefinition/list-price");
        price.addExtension("line", new CodeType(line));
        price.addExtension("amount", new Money().setCurrency(currency).setValue(new BigDecimal(amount)));
        if (since != null) {
            price.addExtension("date", new DateType(since));
        }
        if (language != null) {
            price.addExtension("language", new CodeType(language));
        }
        service.addExtension(price);
        return price;
    }

    private static void mode(Extension price, String mode) {
        price.addExtension("mode", new CodeType(mode));
    }
}

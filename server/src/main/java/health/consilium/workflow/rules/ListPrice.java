package health.consilium.workflow.rules;

import health.consilium.fhir.Days;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Type;

/**
 * One line of the price list of a HealthcareService, extension {@code list-price}, as it is written there. Which of them are good
 * for something is for those to say who price something.
 *
 * @param line code of {@code CodeSystem/cost-line}
 * @param amount the usual one, if it is a range
 * @param low lower end of the range
 * @param high upper end of the range
 * @param language that it is for (BCP 47); empty for any
 * @param mode code of {@code CodeSystem/delivery-mode} that it is for; empty for any. A line for a mode that nobody knows is
 *     none: for which case it holds cannot be told
 * @param since first day on which it holds; empty for ever
 */
public record ListPrice(
        String line,
        Money amount,
        Optional<Money> low,
        Optional<Money> high,
        Optional<String> language,
        Optional<String> mode,
        Optional<LocalDate> since) {

    public static final String REMOTE = "remote";
    public static final String IN_PERSON = "in-person";

    private static final Set<String> MODES = Set.of(REMOTE, IN_PERSON);

    static final String URL = "https://w3id.org/consilium/fhir/StructureDefinition/list-price";

    /** Those of a service that say what they are for, and name an amount. */
    public static Stream<ListPrice> of(HealthcareService service) {
        return service.getExtensionsByUrl(URL).stream().flatMap(price -> read(price).stream());
    }

    private static Optional<ListPrice> read(Extension price) {
        Optional<String> mode = text(price, "mode");
        if (price.hasExtension("mode") && !mode.map(MODES::contains).orElse(false)) {
            return Optional.empty();
        }
        return text(price, "line").flatMap(line -> money(price, "amount")
                .map(amount -> new ListPrice(
                        line,
                        amount,
                        money(price, "low"),
                        money(price, "high"),
                        text(price, "language"),
                        mode,
                        text(price, "date").map(Days::first))));
    }

    private static Optional<String> text(Extension price, String part) {
        return value(price, part).map(Type::primitiveValue);
    }

    private static Optional<Money> money(Extension price, String part) {
        return value(price, part).filter(Money.class::isInstance).map(Money.class::cast);
    }

    private static Optional<Type> value(Extension price, String part) {
        return Optional.ofNullable(price.getExtensionByUrl(part)).map(Extension::getValue);
    }
}

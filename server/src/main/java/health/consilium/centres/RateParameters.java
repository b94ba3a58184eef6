package health.consilium.centres;

import health.consilium.centres.rules.Currencies;
import health.consilium.centres.rules.Estimator;
import health.consilium.centres.rules.Rate;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** Currencies and exchange rates as operations are given them. */
final class RateParameters {

    private RateParameters() {}

    /** @throws RefusedException 422 when it is no currency of ISO 4217 */
    static Currency currency(String code, String parameter) {
        return Currencies.of(code)
                .orElseThrow(() -> refused(
                        parameter, parameter + " is a currency of ISO 4217 with a minor unit, such as EUR or JPY."));
    }

    static Optional<Currency> currency(CodeType code) {
        return Optional.ofNullable(code)
                .filter(CodeType::hasValue)
                .map(given -> currency(given.getValue(), "currency"));
    }

    /**
     * The rates that can be used on this day, in the order given.
     *
     * @throws RefusedException 400 or 422 when one is incomplete, nothing worth, of tomorrow or too old
     */
    static List<Rate> rates(List<ParametersParameterComponent> given, LocalDate day, int oldestDays) {
        if (given == null) {
            return List.of();
        }
        return given.stream().map(rate -> rate(rate, day, oldestDays)).toList();
    }

    private static Rate rate(ParametersParameterComponent given, LocalDate day, int oldestDays) {
        try {
            Rate rate = new Rate(
                    currency(part(given, "from"), "rate.from"),
                    new BigDecimal(part(given, "value")),
                    LocalDate.parse(part(given, "date")));
            if (Estimator.isUsable(rate, day, oldestDays)) {
                return rate;
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw Refusal.badRequest(
                            "malformed", "A rate has from (code), value (decimal) and date (date, to the day).", "rate")
                    .asException();
        }
        throw refused(
                "rate",
                "A rate is worth more than nothing, and its date is not after " + day + " nor more than " + oldestDays
                        + " days before. None is made up: supply the one of that day.");
    }

    private static String part(ParametersParameterComponent rate, String name) {
        return rate.getPart().stream()
                .filter(part -> name.equals(part.getName()))
                .map(ParametersParameterComponent::getValue)
                .filter(value -> value != null && value.isPrimitive() && value.primitiveValue() != null)
                .map(value -> value.primitiveValue())
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest(
                                "malformed",
                                "A rate has the parts from, value and date; " + name + " is missing.",
                                "rate")
                        .asException());
    }

    private static RefusedException refused(String parameter, String message) {
        return Refusal.unprocessable("unknown-code", message, "Parameters.parameter.where(name = '" + parameter + "')")
                .asException();
    }
}

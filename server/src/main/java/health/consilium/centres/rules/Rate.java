package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/**
 * An exchange rate, as somebody supplied it; none is ever looked up or derived, not even the inverse of one.
 *
 * @param from currency of the price
 * @param value what one unit of it is worth in the currency of the estimate
 * @param day on which that was so
 */
public record Rate(Currency from, BigDecimal value, LocalDate day) {}

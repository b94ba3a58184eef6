package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;

/** Currencies and their minor units, as ISO 4217 has them: two decimals for EUR, none for JPY, three for KWD. */
public final class Currencies {

    private Currencies() {}

    /** The currency with this code; empty for any other, and for those without a minor unit, such as gold. */
    public static Optional<Currency> of(String code) {
        try {
            return Optional.ofNullable(code)
                    .map(Currency::getInstance)
                    .filter(currency -> currency.getDefaultFractionDigits() >= 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the amount can be paid in this currency without rounding. */
    public static boolean isExact(BigDecimal amount, Currency currency) {
        return amount.stripTrailingZeros().scale() <= currency.getDefaultFractionDigits();
    }

    /** To the minor unit, a half upwards. */
    static BigDecimal round(BigDecimal amount, Currency currency) {
        return amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP);
    }
}

package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How long a centre was seen to take.
 *
 * @param median business days
 * @param ninetieth business days within which nine of ten reports came
 * @param reports how many were measured; none where the directory tells the median alone
 * @param ofType whether only reports on this tumour type were measured
 */
public record Observed(BigDecimal median, Optional<BigDecimal> ninetieth, Optional<Integer> reports, boolean ofType) {

    /** A median that the directory tells without saying from what. */
    static Observed told(BigDecimal median) {
        return new Observed(median, Optional.empty(), Optional.empty(), false);
    }

    String words() {
        String from = reports.map(count -> ", " + count + (count == 1 ? " report" : " reports")
                        + (ofType ? " on this tumour type" : " on all tumour types"))
                .orElse("");
        String most = ninetieth
                .map(days -> ", nine of ten within " + BusinessDays.words(days))
                .orElse("");
        return "Reports after " + BusinessDays.words(median) + " (median observed" + from + most + ")";
    }
}

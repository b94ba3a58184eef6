package health.consilium.centres.rules;

import java.math.BigDecimal;
import java.util.Map;
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

    /** @param promised business days, told beside what was seen */
    Phrase phrase(Optional<BigDecimal> promised) {
        return new Phrase(
                "turnaround.observed",
                Map.of(
                        "median", Phrase.days(median),
                        "from", reports.<Object>map(this::from).orElse(""),
                        "most", part("turnaround.ninetieth", "most", ninetieth),
                        "promised", part("turnaround.promises", "promised", promised)));
    }

    private Phrase from(int count) {
        return new Phrase(ofType ? "turnaround.of-type" : "turnaround.of-all", Map.of("reports", count));
    }

    private static Object part(String key, String name, Optional<BigDecimal> days) {
        return days.<Object>map(number -> new Phrase(key, Map.of(name, Phrase.days(number))))
                .orElse("");
    }
}

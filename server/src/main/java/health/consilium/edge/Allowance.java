package health.consilium.edge;

import health.consilium.smart.SmartSession;
import java.util.Map;
import org.springframework.stereotype.Component;

/** For whoever sees only later what a request asks for, such as the entries of a Bundle. */
@Component
public class Allowance {

    private final Buckets buckets;
    private final FhirShares shares;
    private final UsedUp usedUp;

    Allowance(Buckets buckets, LimitSettings settings, UsedUp usedUp) {
        this.buckets = buckets;
        this.shares = new FhirShares(settings);
        this.usedUp = usedUp;
    }

    /**
     * What a read within a Bundle takes of a share, as much as if it were sent alone.
     *
     * @param path from the base on, such as {@code Patient/1}
     * @param parameters decoded
     */
    public static int costOf(String path, Map<String, String[]> parameters) {
        return FhirCost.ofEntry(path, parameters);
    }

    /** The most that whoever calls can read at once, beside the request itself, when nothing was taken before. */
    public long mostReads() {
        return SmartSession.current()
                .map(caller -> shares.ofReads(caller).tokens() - FhirCost.SEARCH)
                .orElse(Long.MAX_VALUE);
    }

    /** @return 0 when the caller of this request may read so much more, else after how many seconds to come again */
    public long takeReads(long tokens) {
        return SmartSession.current()
                .map(caller -> {
                    Share share = shares.ofReads(caller);
                    long seconds = buckets.take(share, FhirShares.name(caller), tokens);
                    if (seconds > 0) {
                        usedUp.by(caller, share);
                    }
                    return seconds;
                })
                .orElse(0L);
    }
}

package health.consilium.edge;

import health.consilium.smart.SmartSession;
import org.springframework.stereotype.Component;

/** For whoever sees only later what a request asks for, such as the entries of a Bundle. */
@Component
public class Allowance {

    /** What a search takes of a share; a read takes one. */
    public static final int SEARCH = 10;

    private final Buckets buckets;
    private final FhirShares shares;
    private final UsedUp usedUp;

    Allowance(Buckets buckets, LimitSettings settings, UsedUp usedUp) {
        this.buckets = buckets;
        this.shares = new FhirShares(settings);
        this.usedUp = usedUp;
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

package health.consilium.edge;

import health.consilium.smart.BadTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Limits how many access tokens that are not valid one address sends. As with {@link SignInLimit}, what succeeds costs nothing
 * and is not asked about, so that nobody shuts out a caller with a good token behind the same address: whether a token is good
 * is known only when it has been looked up, so that this is asked afterwards, in place of a refusal.
 */
@Component
class BadTokenLimit implements BadTokens {

    private final Buckets buckets;
    private final Share share;

    BadTokenLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.share = Share.leased("bad-token", settings.badTokens(), Duration.ofMinutes(1));
    }

    @Override
    public boolean answered(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long seconds = buckets.take(share, request.getRemoteAddr(), 1);
        if (seconds > 0) {
            TooMany.answer(request, response, seconds, TooMany.BAD_TOKENS);
        }
        return seconds > 0;
    }
}

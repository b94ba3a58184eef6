package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits how often one address asks for what lies behind a link, which needs no token. */
class LinkLimit extends OncePerRequestFilter {

    private final Buckets buckets;
    private final Share share;

    LinkLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.share = Share.exact("shared-link", settings.sharedLinks(), Duration.ofMinutes(1));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long seconds = buckets.take(share, request.getRemoteAddr(), 1);
        if (seconds > 0) {
            TooMany.oauth(response, seconds);
        } else {
            chain.doFilter(request, response);
        }
    }
}

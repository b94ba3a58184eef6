package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how many sessions one address begins. Each page before the sign-in writes one to the database, and whoever drops the
 * cookie, or names another app each time, would write as many as there are requests. Who has a session is not counted.
 */
class SessionLimit extends OncePerRequestFilter {

    private static final Pattern PAGES =
            Pattern.compile("/(login|logout|account|passkeys|webauthn|oauth2/authorize|oauth2/consent)(/.*)?");

    private final Buckets buckets;
    private final Share share;

    SessionLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.share = Share.leased("session", settings.sessions(), Duration.ofMinutes(1));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !PAGES.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = Line.of(request);
        boolean known = request.getSession(false) != null;
        long seconds = known ? 0 : buckets.look(share, address);
        if (seconds > 0) {
            TooMany.page(response, seconds);
            return;
        }
        chain.doFilter(request, response);
        if (!known
                && Optional.ofNullable(request.getSession(false))
                        .filter(HttpSession::isNew)
                        .isPresent()) {
            buckets.take(share, address, 1);
        }
    }
}

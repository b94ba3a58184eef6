package health.consilium.smart;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has a person sign in again who did so longer ago than the app allows by {@code max_age}; the library does not know it. An app
 * asks for it when this server wants to be surer of the person than the token makes it.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core, 3.1.2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470.html#section-4">RFC 9470, 4</a>
 */
class RecentSignIn extends OncePerRequestFilter {

    private static final String PATH = "/oauth2/authorize";
    private static final String MAX_AGE = "max_age";
    /** Whoever comes from the sign-in page has just signed in, also where an app allows no time at all. */
    private static final Duration LEAST = Duration.ofSeconds(30);

    private final Clock clock;

    RecentSignIn(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(request.getContextPath() + PATH)
                || request.getParameter(MAX_AGE) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignIn> signIn = SignIn.of(SecurityContextHolder.getContext().getAuthentication());
        boolean old = signIn.filter(found ->
                        found.at().plus(allowed(request.getParameter(MAX_AGE))).isBefore(clock.instant()))
                .isPresent();
        if (old) {
            // For this request nobody is signed in; the session stays, for who goes back.
            SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        }
        chain.doFilter(request, response);
    }

    /** What is no number allows nothing: rather a sign-in too many. */
    private static Duration allowed(String maxAge) {
        Duration asked = maxAge.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(maxAge)) : Duration.ZERO;
        return asked.compareTo(LEAST) > 0 ? asked : LEAST;
    }
}

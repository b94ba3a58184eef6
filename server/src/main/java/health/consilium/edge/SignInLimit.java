package health.consilium.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who guesses. A try that succeeds costs nothing; what fails costs one of the share of account and address
 * together, so that nobody shuts out somebody else from afar.
 */
class SignInLimit extends OncePerRequestFilter {

    private static final String LINK = "/login/link";
    private static final Set<String> TRIES = Set.of("/login", "/login/webauthn", "/login/link/open", "/passkeys/code");
    private static final Pattern FAILURE = Pattern.compile(".*\\?(error|spent|wrong)$");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Buckets buckets;
    private final Share tries;
    private final Share links;
    private final Share addresses;

    SignInLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.tries = Share.exact("sign-in", settings.signIn(), QUARTER);
        this.links = Share.exact("link", settings.links(), QUARTER);
        this.addresses = Share.exact("link-address", 10L * settings.links(), QUARTER);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !request.getMethod().equals("POST") || !TRIES.contains(path) && !path.equals(LINK);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        String caller = address + "\n" + account(request);
        boolean link = request.getRequestURI().equals(LINK);
        long seconds = link
                ? Math.max(buckets.take(addresses, address, 1), buckets.take(links, caller, 1))
                : buckets.look(tries, caller);
        if (seconds > 0) {
            TooMany.page(response, seconds);
            return;
        }
        chain.doFilter(request, response);
        if (!link && hasFailed(response)) {
            buckets.take(tries, caller, 1);
        }
    }

    private static String account(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("username"))
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static boolean hasFailed(HttpServletResponse response) {
        String location =
                Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION)).orElse("");
        return response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || FAILURE.matcher(location).matches();
    }
}

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
 * together, so that nobody shuts out somebody else from afar, and one of the larger share of the address.
 */
class SignInLimit extends OncePerRequestFilter {

    private static final String LINK = "/login/link";
    private static final String UPSTREAM = "/login/back/";

    private static final Set<String> NAMING = Set.of("/login", LINK);

    private static final Set<String> TRIES = Set.of("/login", "/login/webauthn", "/login/link/open", "/passkeys/code");
    private static final Pattern FAILURE = Pattern.compile(".*\\?(error|spent|wrong|issuer|weak|unknown)$");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Buckets buckets;
    private final Share tries;
    private final Share triesOfAddress;
    private final Share links;
    private final Share linksOfAddress;

    SignInLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.tries = Share.exact("sign-in", settings.signIn(), QUARTER);
        this.triesOfAddress = Share.exact("sign-in-address", 10L * settings.signIn(), QUARTER);
        this.links = Share.exact("link", settings.links(), QUARTER);
        this.linksOfAddress = Share.exact("link-address", 10L * settings.links(), QUARTER);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean post = request.getMethod().equals("POST") && (TRIES.contains(path) || path.equals(LINK));
        return !post && !path.startsWith(UPSTREAM);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        Optional<String> caller = account(request).map(account -> address + "\n" + account);
        boolean link = request.getRequestURI().equals(LINK);
        long seconds = link
                ? Math.max(
                        buckets.take(linksOfAddress, address, 1),
                        caller.map(named -> buckets.take(links, named, 1)).orElse(0L))
                : Math.max(
                        buckets.look(triesOfAddress, address),
                        caller.map(named -> buckets.look(tries, named)).orElse(0L));
        if (seconds > 0) {
            TooMany.page(response, seconds);
            return;
        }
        chain.doFilter(request, response);
        if (!link && hasFailed(response)) {
            buckets.take(triesOfAddress, address, 1);
            caller.ifPresent(named -> buckets.take(tries, named, 1));
        }
    }

    /** Where the form says whom it is about. Elsewhere a name would be the caller's to choose, and each a share of its own. */
    private static Optional<String> account(HttpServletRequest request) {
        return NAMING.contains(request.getRequestURI())
                ? Optional.of(Optional.ofNullable(request.getParameter("username"))
                        .orElse("")
                        .strip()
                        .toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static boolean hasFailed(HttpServletResponse response) {
        String location =
                Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION)).orElse("");
        return response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || FAILURE.matcher(location).matches();
    }
}

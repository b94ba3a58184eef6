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
 * together, so that nobody shuts out somebody else from afar, and one of the address, so that nobody tries all accounts.
 */
class SignInLimit extends OncePerRequestFilter {

    private static final String LINK = "/login/link";
    private static final String UPSTREAM = "/login/back/";

    /** Where the form says whom it is about. Elsewhere a name would be the caller's to choose, and each a share of its own. */
    private static final Set<String> NAMING = Set.of("/login", LINK);

    private static final Set<String> TRIES = Set.of("/login", "/login/webauthn", "/login/link/open", "/passkeys/code");
    private static final Pattern FAILURE = Pattern.compile(".*\\?(error|spent|wrong|issuer|weak|unknown)$");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Buckets buckets;
    private final Share tries;
    private final Share addressTries;
    private final Share links;
    private final Share addressLinks;

    SignInLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.tries = Share.exact("sign-in", settings.signIn(), QUARTER);
        this.addressTries = Share.exact("sign-in-address", LimitSettings.ACCOUNTS * settings.signIn(), QUARTER);
        this.links = Share.exact("link", settings.links(), QUARTER);
        this.addressLinks = Share.exact("link-address", LimitSettings.CLIENTS * settings.links(), QUARTER);
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
        String address = Line.of(request);
        String caller = address + "\n" + account(request);
        boolean named = NAMING.contains(request.getRequestURI());
        boolean link = request.getRequestURI().equals(LINK);
        long seconds = link ? takeLink(address, caller) : lookAtTries(address, caller, named);
        if (seconds > 0) {
            TooMany.page(response, seconds);
            return;
        }
        chain.doFilter(request, response);
        if (!link && hasFailed(response)) {
            buckets.take(addressTries, address, 1);
            if (named) {
                buckets.take(tries, caller, 1);
            }
        }
    }

    /** The address first: an account that nobody has is a share of its own, and a row of the database. */
    private long takeLink(String address, String caller) {
        long seconds = buckets.take(addressLinks, address, 1);
        return seconds > 0 ? seconds : buckets.take(links, caller, 1);
    }

    private long lookAtTries(String address, String caller, boolean named) {
        long seconds = buckets.look(addressTries, address);
        return seconds > 0 || !named ? seconds : buckets.look(tries, caller);
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

package health.consilium.edge;

import health.consilium.smart.BadTokens;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Where limits stand: before the security chains for those who are not known yet, behind them for those who are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class Limits {

    private static final int BEFORE = SecurityProperties.DEFAULT_FILTER_ORDER - 1;
    private static final int BEHIND = SecurityProperties.DEFAULT_FILTER_ORDER + 1;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Set<String> OPEN = Set.of(
            "/fhir/metadata",
            "/fhir/.well-known/smart-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/openid-configuration",
            "/.well-known/package-keys.json",
            "/oauth2/jwks");

    @Bean
    FilterRegistrationBean<FhirLimit> fhirLimit(Buckets buckets, LimitSettings settings, UsedUp usedUp) {
        FhirLimit limit = new FhirLimit(buckets, new FhirShares(settings), usedUp);
        return at(BEHIND, limit, "/fhir/*", FhirCost.ADMINISTRATION + "*");
    }

    /** What lies behind a link needs no token. Behind the chain, which lets pages of any origin read the answer. */
    @Bean
    FilterRegistrationBean<CallerLimit> linkLimit(Buckets buckets, LimitSettings settings) {
        Share share = Share.exact("shared-link", settings.sharedLinks(), MINUTE);
        return at(BEHIND, new CallerLimit(buckets, share, TooMany.OF_ADDRESS, Counting::address), "/shl/*");
    }

    @Bean
    FilterRegistrationBean<SignInLimit> signInLimit(Buckets buckets, LimitSettings settings) {
        return at(BEFORE, new SignInLimit(buckets, settings));
    }

    @Bean
    FilterRegistrationBean<CallerLimit> tokenLimit(Buckets buckets, LimitSettings settings) {
        Share share = Share.leased("token", settings.tokens(), MINUTE);
        return at(BEFORE, new CallerLimit(buckets, share, TooMany.OF_CLIENT, new TokenCounting()));
    }

    /** Before the other, for which each new name is a share of its own, and a row of the database. */
    @Bean
    FilterRegistrationBean<CallerLimit> tokenAddressLimit(Buckets buckets, LimitSettings settings) {
        Share share = Share.leased("token-address", LimitSettings.CLIENTS * settings.tokens(), MINUTE);
        return at(BEFORE - 1, new CallerLimit(buckets, share, TooMany.OF_ADDRESS, TokenCounting::address));
    }

    @Bean
    FilterRegistrationBean<CallerLimit> openLimit(Buckets buckets, LimitSettings settings) {
        Share share = Share.leased("open", settings.open(), MINUTE);
        return at(BEFORE, new CallerLimit(buckets, share, TooMany.OF_ADDRESS, Limits::reader));
    }

    @Bean
    FilterRegistrationBean<SessionLimit> sessionLimit(Buckets buckets, LimitSettings settings) {
        return at(BEFORE, new SessionLimit(buckets, settings));
    }

    /**
     * As with {@link SignInLimit}, what succeeds costs nothing and is not asked about, so that nobody shuts out a caller with a
     * good token behind the same address: whether a token is good is known only when it has been looked up, so that this is
     * asked afterwards, in place of a refusal.
     */
    @Bean
    BadTokens badTokenLimit(Buckets buckets, LimitSettings settings) {
        Share share = Share.leased("bad-token", settings.badTokens(), MINUTE);
        return new CallerLimit(buckets, share, TooMany.BAD_TOKENS, Counting::address)::answered;
    }

    /**
     * Who reads what anybody may read: not whether the server lives and is ready, which those who watch it ask as often as they
     * like. Of a page elsewhere the browser asks first whether it may ask; that is answered without looking anything up.
     */
    private static Optional<String> reader(HttpServletRequest request) {
        boolean counts = OPEN.contains(request.getRequestURI()) && !HttpMethod.OPTIONS.matches(request.getMethod());
        return counts ? Counting.address(request) : Optional.empty();
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(int order, F filter, String... paths) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.addUrlPatterns(paths);
        return registration;
    }
}

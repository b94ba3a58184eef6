package health.consilium.edge;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits what one client asks of the token endpoint and its like. Who it is, is only said and not yet proved; therefore its
 * address counts too, and who takes another's name takes nothing of the other's share.
 */
class TokenLimit extends OncePerRequestFilter {

    /** Wherever a client says who it is: a secret that may be guessed at one of them may be guessed at each. */
    private static final Set<String> PATHS = Set.of(
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/authorize",
            "/oauth2/par",
            "/oauth2/device_authorization");

    private static final String BASIC = "Basic ";

    private final Buckets buckets;
    private final Share share;

    TokenLimit(Buckets buckets, LimitSettings settings) {
        this.buckets = buckets;
        this.share = Share.leased("token", settings.tokens(), Duration.ofMinutes(1));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !PATHS.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long seconds = buckets.take(share, request.getRemoteAddr() + "\n" + client(request), 1);
        if (seconds > 0) {
            TooMany.oauth(response, seconds);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** As it calls itself, in one of the three ways. */
    private static String client(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(BASIC)) {
            return user(header.substring(BASIC.length()));
        }
        String assertion = request.getParameter("client_assertion");
        String client = assertion == null ? request.getParameter("client_id") : subject(assertion);
        return client == null ? "" : client;
    }

    private static String user(String credentials) {
        try {
            byte[] decoded = Base64.getDecoder().decode(credentials.strip());
            return new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0];
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    private static String subject(String assertion) {
        try {
            return SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
        } catch (ParseException | IllegalArgumentException unreadable) {
            return "";
        }
    }
}

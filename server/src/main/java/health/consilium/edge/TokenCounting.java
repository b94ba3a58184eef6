package health.consilium.edge;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * What a client asks of the token endpoint and its like. Who it is, is only said and not yet proved; therefore its address
 * counts too, and who takes another's name takes nothing of the other's share.
 */
class TokenCounting implements Counting {

    /** Wherever a client says who it is: a secret that may be guessed at one of them may be guessed at each. */
    private static final Set<String> PATHS = Set.of(
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/authorize",
            "/oauth2/par",
            "/oauth2/device_authorization");

    private static final String BASIC = "Basic ";

    @Override
    public Optional<String> caller(HttpServletRequest request) {
        return address(request).map(address -> address + "\n" + client(request));
    }

    /** A name is chosen freely, an address is not: whatever they call themselves. */
    static Optional<String> address(HttpServletRequest request) {
        return PATHS.contains(request.getRequestURI()) ? Counting.address(request) : Optional.empty();
    }

    /** As it calls itself, in one of the three ways. */
    private static String client(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return user(header.substring(BASIC.length()));
        }
        String assertion = request.getParameter("client_assertion");
        String client = assertion == null ? request.getParameter("client_id") : subject(assertion);
        return client == null ? "" : client;
    }

    /** A name may be escaped: https://www.rfc-editor.org/rfc/rfc6749.html#section-2.3.1 */
    private static String user(String credentials) {
        try {
            byte[] decoded = Base64.getDecoder().decode(credentials.strip());
            return URLDecoder.decode(
                    new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0], StandardCharsets.UTF_8);
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

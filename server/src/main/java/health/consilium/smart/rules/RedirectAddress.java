package health.consilium.smart.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says what is wrong with an address to which people are sent back after they signed in.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252.html#section-7">RFC 8252, redirect addresses of native apps</a>
 */
public final class RedirectAddress {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    /** A name of one's own in reverse order, which nobody else may claim: {@code org.example.app}. */
    private static final Pattern PRIVATE_SCHEME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+");

    private static final int LONGEST = 500;

    private RedirectAddress() {}

    /** Empty for an address that may be registered. */
    public static Optional<String> problem(String text) {
        if (text.length() > LONGEST || text.indexOf(',') >= 0) {
            return Optional.of("must be shorter than 500 characters and have no comma");
        }
        try {
            return problem(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.of("is not an address");
        }
    }

    private static Optional<String> problem(URI uri) {
        if (uri.getScheme() == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            return Optional.of("must be absolute, without user and without fragment");
        }
        boolean loopback = uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        return switch (uri.getScheme()) {
            case "https" -> uri.getHost() == null ? Optional.of("has no host") : Optional.empty();
            case "http" -> loopback ? Optional.empty() : Optional.of("must be https, or http to this very device");
            default ->
                PRIVATE_SCHEME.matcher(uri.getScheme()).matches()
                        ? Optional.empty()
                        : Optional.of("must be https, or begin with a domain of yours in reverse: org.example.app:/…");
        };
    }
}

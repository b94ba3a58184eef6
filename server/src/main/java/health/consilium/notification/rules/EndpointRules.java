package health.consilium.notification.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * To which addresses a subscriber may have the server send.
 *
 * @param hosts that the operator has listed: {@code centre.example.org}, or {@code *.example.org} for all below
 * @param insecure whether http is allowed as well, and addresses that are not public
 */
public record EndpointRules(List<String> hosts, boolean insecure) {

    private static final int LONGEST = 2_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Scheme, host and port are the same: https://www.rfc-editor.org/rfc/rfc6454.html#section-4. */
    public static boolean isSameOrigin(String one, String other) {
        Optional<String> origin = origin(one);
        return origin.isPresent() && origin.equals(origin(other));
    }

    private static Optional<String> origin(String endpoint) {
        try {
            URI address = new URI(String.valueOf(endpoint));
            if (address.getScheme() == null || address.getHost() == null) {
                return Optional.empty();
            }
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? HTTPS : HTTP;
            int port = address.getPort() < 0 ? usual : address.getPort();
            return Optional.of(scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with the address, in words for its sender; empty when it will do. */
    public Optional<String> objection(String endpoint) {
        if (endpoint == null || endpoint.isBlank()) {
            return Optional.of("Name the address to send to in channel.endpoint.");
        }
        if (endpoint.length() > LONGEST) {
            return Optional.of("The address is longer than " + LONGEST + " characters.");
        }
        try {
            return objection(new URI(endpoint));
        } catch (URISyntaxException e) {
            return Optional.of("channel.endpoint is not a URL.");
        }
    }

    private Optional<String> objection(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(insecure && scheme.equals("http"))) {
            return Optional.of("The server sends by https only.");
        }
        if (endpoint.getHost() == null) {
            return Optional.of("The address names no host.");
        }
        if (endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            return Optional.of(
                    "The address may hold neither a password nor a fragment; a secret goes into channel.header.");
        }
        return isListed(endpoint.getHost().toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("The host " + endpoint.getHost()
                        + " is not on the list of hosts to which this server sends. Its operator keeps the list.");
    }

    private boolean isListed(String host) {
        return hosts.stream()
                .map(listed -> listed.toLowerCase(Locale.ROOT))
                .anyMatch(listed -> listed.equals(host)
                        || (listed.startsWith("*.")
                                && host.endsWith(listed.substring(1))
                                && host.length() > listed.length() - 1));
    }
}

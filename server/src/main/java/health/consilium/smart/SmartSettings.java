package health.consilium.smart;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration under {@code consilium.smart}.
 *
 * @param issuer the origin at which callers reach this server, such as {@code https://consilium.example.org}: no path,
 *     no trailing slash, https except on localhost. Unset, it is {@code http://localhost:<port>}
 * @param systemAccess how long an access token of a system lives
 * @param userAccess how long an access token of a person's app lives
 * @param refresh how long a refresh token lives; each use starts the time anew with a new token
 * @param clientsFile a YAML or JSON file of clients that are registered at every start; see smart.md
 * @param introspectionCache how long another server of the same database may still accept a revoked token; at most 10 s
 */
@Validated
@ConfigurationProperties("consilium.smart")
record SmartSettings(
        URI issuer,
        @NotNull @DefaultValue("300s") Duration systemAccess,
        @NotNull @DefaultValue("600s") Duration userAccess,
        @NotNull @DefaultValue("92d") Duration refresh,
        Path clientsFile,
        @NotNull @DefaultValue("10s") Duration introspectionCache) {

    private static final Duration LONGEST_CACHE = Duration.ofSeconds(10);

    SmartSettings {
        if (issuer != null) {
            requireOrigin(issuer);
        }
        if (introspectionCache.compareTo(LONGEST_CACHE) > 0) {
            throw new IllegalArgumentException("consilium.smart.introspection-cache must be at most 10s");
        }
    }

    /** SMART discovery and OpenID Connect discovery only agree on an issuer without path. */
    private static void requireOrigin(URI issuer) {
        boolean local = "localhost".equals(issuer.getHost()) || "127.0.0.1".equals(issuer.getHost());
        boolean secure = "https".equals(issuer.getScheme()) || (local && "http".equals(issuer.getScheme()));
        boolean bare = issuer.getHost() != null
                && (issuer.getRawPath() == null || issuer.getRawPath().isEmpty())
                && issuer.getRawQuery() == null
                && issuer.getRawFragment() == null;
        if (!secure || !bare) {
            throw new IllegalArgumentException(
                    "consilium.smart.issuer must be an https origin without path, for example https://example.org");
        }
    }
}

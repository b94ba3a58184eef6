package health.consilium.people;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration under {@code consilium.people}.
 *
 * @param linkValidity how long a one-time link that came by mail can be used; at most an hour
 * @param inviteValidity how long an invite code can be used
 * @param idle after how long without a request a person is signed out
 * @param longest after how long a person is signed out, however busy
 * @param mailFrom sender of mails with links; needs {@code spring.mail.*} too. Unset, no mail is sent and the administrator
 *     hands over links
 * @param issuers OpenID providers through which staff may sign in, by a short name that is part of addresses
 */
@Validated
@ConfigurationProperties("consilium.people")
record PeopleSettings(
        @NotNull @DefaultValue("15m") Duration linkValidity,
        @NotNull @DefaultValue("14d") Duration inviteValidity,
        @NotNull @DefaultValue("15m") Duration idle,
        @NotNull @DefaultValue("8h") Duration longest,
        String mailFrom,
        @Valid Map<String, Issuer> issuers) {

    private static final Duration LONGEST_LINK = Duration.ofHours(1);

    PeopleSettings {
        if (linkValidity.compareTo(LONGEST_LINK) > 0) {
            throw new IllegalArgumentException("consilium.people.link-validity must be at most 1h");
        }
        issuers = issuers == null ? Map.of() : Map.copyOf(issuers);
        issuers.keySet().forEach(PeopleSettings::requirePlain);
        issuers.forEach(PeopleSettings::requireSecondFactor);
    }

    private static void requireSecondFactor(String name, Issuer issuer) {
        if (issuer.acr().isEmpty() && !issuer.vouchesForSecondFactor()) {
            String property = "consilium.people.issuers." + name;
            throw new IllegalArgumentException(property + ".acr is not set: whoever " + issuer.uri()
                    + " lets in would be let in, with one factor or two. Name the classes of which a sign-in must have one"
                    + " or, where the provider itself asks everybody for two, set " + property
                    + ".vouches-for-second-factor to true");
        }
    }

    private static void requirePlain(String name) {
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "consilium.people.issuers." + name + ": a name has small letters, digits and - only");
        }
    }

    /**
     * An OpenID provider.
     *
     * @param uri its issuer, under which {@code /.well-known/openid-configuration} is found
     * @param name as people see it on the sign-in page
     * @param clientId what it knows this server by
     * @param clientSecret the secret that goes with it
     * @param acr authentication context classes of which a sign-in must have one; empty, the server starts only where
     *     {@code vouchesForSecondFactor} is set
     * @param vouchesForSecondFactor whether it lets nobody in without two factors, so that any sign-in of it will do
     */
    record Issuer(
            @NotNull URI uri,
            @NotNull String name,
            @NotNull String clientId,
            @NotNull String clientSecret,
            @DefaultValue List<String> acr,
            @DefaultValue("false") boolean vouchesForSecondFactor) {

        Issuer {
            acr = acr.stream().filter(value -> !value.isBlank()).toList();
        }

        @Override
        public String toString() {
            return "Issuer[" + uri + "]";
        }
    }
}

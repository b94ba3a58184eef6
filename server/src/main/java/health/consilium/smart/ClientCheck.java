package health.consilium.smart;

import health.consilium.smart.ClientMetadata.InvalidException;
import health.consilium.smart.rules.RedirectAddress;
import health.consilium.smart.rules.ScopeGrant;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns what an administrator wrote into a client, or says which field is wrong and what it should be. */
final class ClientCheck {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,99}");
    private static final Pattern ORGANIZATION = Pattern.compile("Organization/[A-Za-z0-9.-]{1,64}");
    private static final int LONGEST_NAME = 100;

    /** Patients and translators are people; no system speaks for them. */
    private static final Set<PartyRole> SYSTEM_ROLES =
            Set.of(PartyRole.HOSPITAL, PartyRole.CENTRE, PartyRole.COORDINATOR, PartyRole.ADMIN);

    private ClientCheck() {}

    /** @param secret the credential of a client that asks for {@code client_secret_basic} */
    static SystemClient system(ClientMetadata client, Credential secret) {
        requireCommon(client);
        PartyRole role = role(client);
        if (client.organization() == null
                || !ORGANIZATION.matcher(client.organization()).matches()) {
            throw InvalidException.of("organization", "must name whom the system acts for: Organization/<id>");
        }
        if (Boolean.TRUE.equals(client.firstParty())) {
            throw InvalidException.of("first_party", "is for apps; a system asks nobody for consent");
        }
        Set<String> scopes = scopes(
                client,
                scope -> scope.startsWith("system/") || scope.equals(ScopeGrant.ADMINISTER) && role == PartyRole.ADMIN);
        Credential credential = credential(client, secret)
                .orElseThrow(
                        () -> InvalidException.of(
                                "token_endpoint_auth_method",
                                "of a system is private_key_jwt or client_secret_basic; without redirect_uris this is a system"));
        return new SystemClient(
                client.clientId(), client.clientName(), role, client.organization(), scopes, credential);
    }

    static AppClient app(ClientMetadata client, Credential secret) {
        requireCommon(client);
        if (client.role() != null || client.organization() != null) {
            throw InvalidException.of(
                    client.role() != null ? "role" : "organization",
                    "is for systems; in an app it is the person who has it. Leave out redirect_uris for a system");
        }
        for (String uri : client.redirectUris()) {
            Optional<String> problem = uri == null ? Optional.of("must not be null") : RedirectAddress.problem(uri);
            problem.ifPresent(text -> {
                throw InvalidException.of("redirect_uris", "has “" + uri + "”, which " + text);
            });
        }
        return new AppClient(
                client.clientId(),
                client.clientName(),
                new LinkedHashSet<>(client.redirectUris()),
                scopes(client, scope -> !scope.startsWith("system/")),
                credential(client, secret),
                Boolean.TRUE.equals(client.firstParty()));
    }

    private static void requireCommon(ClientMetadata client) {
        if (client.clientId() == null || !ID.matcher(client.clientId()).matches()) {
            throw InvalidException.of("client_id", "must be 3 to 100 letters, digits and . _ -");
        }
        if (client.clientName() == null
                || client.clientName().isBlank()
                || client.clientName().length() > LONGEST_NAME
                || client.clientName().chars().anyMatch(Character::isISOControl)) {
            throw InvalidException.of("client_name", "is shown to people and must have 1 to 100 characters");
        }
        if (client.clientSecret() != null) {
            throw InvalidException.of("client_secret", "is made by the server, or read from a file or the environment");
        }
        if (client.clientRegistrationSource() != null) {
            throw InvalidException.of("client_registration_source", "is the server's to say");
        }
        if (client.enabled() != null) {
            throw InvalidException.of("enabled", "is changed by the requests …/disable and …/enable");
        }
    }

    private static PartyRole role(ClientMetadata client) {
        return Arrays.stream(PartyRole.values())
                .filter(SYSTEM_ROLES::contains)
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(client.role()))
                .findFirst()
                .orElseThrow(() ->
                        InvalidException.of("role", "of a system must be hospital, centre, coordinator or admin"));
    }

    private static Set<String> scopes(ClientMetadata client, java.util.function.Predicate<String> fits) {
        String text = client.scope() == null ? "" : client.scope().trim();
        Set<String> scopes = new LinkedHashSet<>(List.of(text.split(" +")));
        for (String scope : scopes) {
            if (!ScopeGrant.isKnown(scope)) {
                throw InvalidException.of(
                        "scope",
                        text.isEmpty()
                                ? "must name the most that the client may be granted"
                                : "has “" + scope + "”, which is no SMART scope of this server");
            }
            if (!fits.test(scope)) {
                throw InvalidException.of(
                        "scope",
                        "has “" + scope + "”: system/… is for systems, all others for apps, " + ScopeGrant.ADMINISTER
                                + " for apps and for systems of the role admin");
            }
        }
        return scopes;
    }

    private static Optional<Credential> credential(ClientMetadata client, Credential secret) {
        String method = client.tokenEndpointAuthMethod();
        boolean keys = client.jwks() != null || client.jwksUri() != null;
        if (keys && !ClientMetadata.KEYS.equals(method)) {
            throw InvalidException.of("token_endpoint_auth_method", "must be private_key_jwt for a client with keys");
        }
        if (ClientMetadata.KEYS.equals(method)) {
            return Optional.of(keys(client));
        }
        if (ClientMetadata.SECRET.equals(method)) {
            return Optional.of(secret);
        }
        if (ClientMetadata.PUBLIC.equals(method)) {
            return Optional.empty();
        }
        throw InvalidException.of(
                "token_endpoint_auth_method", "must be private_key_jwt, client_secret_basic or, for an app, none");
    }

    private static Credential keys(ClientMetadata client) {
        if ((client.jwks() == null) == (client.jwksUri() == null)) {
            throw InvalidException.of("jwks", "or jwks_uri must be there, and not both");
        }
        try {
            return client.jwks() != null
                    ? new Credential.Keys(
                            AssertionKeys.requirePublic(client.jwks().toString()))
                    : new Credential.KeysAt(URI.create(client.jwksUri()));
        } catch (IllegalArgumentException e) {
            throw InvalidException.of(client.jwks() != null ? "jwks" : "jwks_uri", "is not usable: " + e.getMessage());
        }
    }
}

package health.consilium.smart;

import java.util.Optional;
import java.util.Set;

/**
 * An app in which a person signs in (SMART App Launch). PKCE is asked of every app.
 *
 * @param name as shown to people
 * @param redirectUris compared letter by letter; only the port of a loopback address (127.0.0.1, [::1]) is free
 * @param scopes the most that it may be granted
 * @param credential empty for a public app: one that runs in a browser or on a device
 * @param firstParty true for an app of our own, which does not ask the person for consent
 */
public record AppClient(
        String clientId,
        String name,
        Set<String> redirectUris,
        Set<String> scopes,
        Optional<Credential> credential,
        boolean firstParty) {}

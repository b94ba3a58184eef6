package health.consilium.smart;

import java.net.URI;
import java.util.Optional;

/**
 * What we know of a client beyond OAuth.
 *
 * @param role empty for apps: there the person has the role
 * @param organization the organization that a system acts for
 * @param jwks inline public keys
 * @param jwksUri where the public keys lie instead
 * @param source who registered it
 */
record ClientProfile(
        Optional<PartyRole> role,
        Optional<String> organization,
        Optional<String> jwks,
        Optional<URI> jwksUri,
        RegistrationSource source,
        boolean enabled) {}

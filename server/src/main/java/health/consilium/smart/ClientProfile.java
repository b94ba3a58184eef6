package health.consilium.smart;

import java.util.Optional;

/**
 * What we know of a client beyond OAuth.
 *
 * @param role empty for apps: there the person has the role
 * @param organization the organization that a system acts for
 * @param jwks inline public keys
 */
record ClientProfile(Optional<PartyRole> role, Optional<String> organization, Optional<String> jwks, boolean enabled) {}

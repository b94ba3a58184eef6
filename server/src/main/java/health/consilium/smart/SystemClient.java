package health.consilium.smart;

import java.util.Set;

/**
 * A system of an organization, which signs in by itself (SMART Backend Services).
 *
 * @param name as shown to people
 * @param organization reference to the Organization that it acts for
 * @param scopes the most that it may be granted, {@code system/…} in SMART syntax
 */
public record SystemClient(
        String clientId, String name, PartyRole role, String organization, Set<String> scopes, Credential credential) {}

package health.consilium.edge;

import health.consilium.smart.AuthenticatedParty;

/**
 * A known caller goes on asking when its share is used up. Told in the thread that serves the request, of each caller once a
 * minute at most, by all servers of a database together.
 *
 * @param share which of its shares, such as {@code person}
 */
public record ShareUsedUp(AuthenticatedParty caller, String share) {}

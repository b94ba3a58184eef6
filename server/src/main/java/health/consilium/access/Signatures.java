package health.consilium.access;

/**
 * Signs, in the name of this server, what somebody who is signed in to it declared, so that it can be proved later by the
 * public keys alone. Whoever declares has no key of their own: the server vouches for the sign-in.
 */
public interface Signatures {

    /** @return a JWS with detached payload (RFC 7515, appendix F) over the statement as RFC 8785 writes it */
    String sign(String json);

    /** Whether this server, or another of its database, made this JWS over this statement. */
    boolean verifies(String jws, String json);
}

package health.consilium.access.audit.rules;

/**
 * Who did it.
 *
 * @param subject account or client id
 * @param role code of the role, such as {@code coordinator}; empty where it is not known
 * @param party the resource that the caller is, such as {@code Practitioner/1}; empty where it is not known
 * @param organization on whose behalf, such as {@code Organization/1}; null for a patient
 * @param client the app or system that held the token; null where there was none
 * @param address network address that the request came from; null for the server itself
 */
public record Agent(String subject, String role, String party, String organization, String client, String address) {

    /** The server by its own clock. */
    public static final Agent SERVER = new Agent("server", "server", "Device/consilium", null, null, null);

    /** A system without a person. Not named like a property: the record is written as JSON. */
    public boolean actsAlone() {
        return client != null && client.equals(subject);
    }
}

package health.consilium.smart;

/**
 * A client was registered, changed or taken away. Published in the transaction that does it.
 *
 * @param by user name or client id of who did it; {@code server} for the clients' file and the demo
 */
public record ClientChanged(String clientId, Kind kind, RegistrationSource source, String by) {

    /** What was done. */
    public enum Kind {
        REGISTERED,
        CHANGED,
        SECRET_ROTATED,
        DISABLED,
        ENABLED,
        REMOVED
    }
}
